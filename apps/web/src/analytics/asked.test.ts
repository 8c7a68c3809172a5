import { describe, expect, it } from 'vitest';
import { askedBy, spanInput } from './asked.ts';

const id = '8f8fdc9c-1a2b-4c3d-8e4f-5a6b7c8d9e0f';
const surroundings = {
  clock: { nowMs: Date.parse('2026-11-27T10:07:00Z'), timeZone: 'Europe/Berlin' },
  projects: [{ id, slug: 'default' }],
};
const ask = (url: string) => askedBy(new URLSearchParams(url), surroundings);

describe('what a URL asks for', () => {
  it('names projects by id', () => {
    expect(ask('project=default').filters.project).toEqual([id]);
    expect(ask(`project=${id}`).filters.project).toEqual([id]);
    expect(ask('project=gone').filters.project).toBeUndefined();
  });

  it('leaves out what the services would refuse', () => {
    expect(ask('key=x&member=(none)&status=failed&status=nonsense&source=(none)&model=any').filters).toEqual({
      ...{ member: ['(none)'], status: ['failed'], source: ['(none)'], model: ['any'] },
    });
  });

  it('leaves out what it is told to', () => {
    expect(ask('not.model=a&not.model=(none)&not.project=default').filters).toEqual({
      ...{ notModel: ['a', '(none)'], notProject: [id] },
    });
  });

  it('has a span and an interval that fits it', () => {
    expect(spanInput(ask('range=24h').span)).toEqual({
      from: '2026-11-26T11:00:00.000Z',
      to: '2026-11-27T10:15:00.000Z',
    });
    expect(ask('range=24h&interval=15m').interval).toBe('15m');
    expect(ask('range=12mo&interval=15m').interval).toBe('month');
    expect(ask('').interval).toBe('day');
  });
});
