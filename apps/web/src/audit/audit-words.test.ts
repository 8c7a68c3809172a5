import { describe, expect, it } from 'vitest';
import { actorOf, deedOf, subjectOf } from './audit-words.ts';

const line = {
  id: '01a21f35-cb0b-729a-b858-cff5c1a66349',
  at: '2026-01-31T12:00:00.000Z',
  actorKind: 'user',
  actorId: '01a21f35-cb0b-7f57-8cab-bc881e9250f8',
  actorName: 'Somebody',
  action: 'team.delete',
  subjectKind: 'team',
  subjectId: '01a21f35-cb0b-7f57-8cab-bc88aaaa5555',
  subjectName: null,
  detail: {},
};

describe('a line of the audit log', () => {
  it('calls the thing by its name now, then by the one it had, then by its id', () => {
    expect(subjectOf({ ...line, subjectName: 'Now', detail: { name: 'Then' } })).toBe('Now');
    expect(subjectOf({ ...line, detail: { name: 'Then' } })).toBe('Then');
    expect(subjectOf({ ...line, detail: { name: 3 } })).toBe('…aaaa5555');
    expect(subjectOf({ ...line, detail: null })).toBe('…aaaa5555');
  });

  it('says who it was, whatever kind they are of', () => {
    expect(actorOf(line)).toBe('Somebody');
    expect(actorOf({ actorKind: 'user', actorName: null })).toBe('Somebody who is no member');
    expect(actorOf({ actorKind: 'token', actorName: 'CI' })).toBe('The token CI');
    expect(actorOf({ actorKind: 'token', actorName: null })).toBe('A management token');
    expect(actorOf({ actorKind: 'operator', actorName: null })).toBe('The operator of this instance');
    expect(actorOf({ actorKind: 'system', actorName: null })).toBe('This instance');
  });

  it('spells out what it has no words for', () => {
    expect(deedOf(line)).toBe('deleted the team');
    expect(deedOf({ action: 'team.split_up', subjectKind: 'team' })).toBe('did “split up” to the team');
    expect(deedOf({ action: 'odd', subjectKind: 'dead_letter' })).toBe('did “odd” to the dead letter');
  });
});
