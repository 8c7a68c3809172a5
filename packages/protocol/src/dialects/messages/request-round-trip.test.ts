import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EncodeTarget } from '../../canonical/losses.ts';
import { WeirError } from '../../errors.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { messages } from './messages.ts';
import { arbitraryRequest } from './request.test-arbitrary.ts';
import { normalRequest } from './request.test-normal-form.ts';
import { fromWireName, toWireName } from './wire-name.ts';

const target: EncodeTarget = { name: 'Anthropic', model: 'm', signer: 'anthropic', lacks: new Set() };

/** A first `system` turn in the messages of a request without `system` is its `system`: the same words at the same place. */
function hasLooseSystem(body: JsonObject): boolean {
  const first = Array.isArray(body['messages']) ? asObject(body['messages'][0]) : undefined;
  return (body['system'] === undefined || body['system'] === null) && first?.['role'] === 'system';
}

function empty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.values(value).every(empty));
}

/** Objects that say nothing are absent. */
function withoutEmpty(body: JsonObject): JsonObject {
  const { metadata, output_config, ...rest } = body;
  return {
    ...rest,
    ...(empty(metadata) ? {} : { metadata }),
    ...(empty(output_config) ? {} : { output_config }),
  };
}

describe('a request', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(arbitraryRequest, (body) => {
        fc.pre(!hasLooseSystem(body));
        const { body: written, dropped } = messages.encodeRequest(messages.parseRequest(body, {}), target);
        expect(normalRequest(withoutEmpty(written))).toEqual(normalRequest(withoutEmpty(body)));
        expect(dropped).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused by a WeirError naming a field, however wrong it is', () => {
    const hostile = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.constantFrom(
        ['__proto__'],
        { constructor: 1 },
        '\ud800',
        [[[[]]]],
        { type: 'toString' },
        { type: '__proto__' },
      ),
    );
    const paths = [
      'messages',
      'system',
      'tools',
      'tool_choice',
      'thinking',
      'metadata',
      'output_config',
      'stop_sequences',
    ];
    const broken = fc
      .tuple(arbitraryRequest, fc.constantFrom(...paths), hostile)
      .map(([body, path, value]) => ({ ...body, [path]: value }));
    const inner = fc
      .tuple(arbitraryRequest, hostile)
      .map(([body, value]) => ({ ...body, messages: [{ role: 'user', content: [value] }, value] }));
    fc.assert(
      fc.property(fc.oneof(broken, inner), (body) => {
        try {
          messages.encodeRequest(messages.parseRequest(body, {}), target);
        } catch (error) {
          expect(error).toBeInstanceOf(WeirError);
          expect(error).toMatchObject({ code: 'invalid_request', field: expect.any(String) });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the name of a tool', () => {
  it('comes back from any alphabet', () => {
    const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-u0-9a-f.]{0,20}$/));
    fc.assert(
      fc.property(odd, (one) => {
        expect(toWireName(one)).toMatch(/^[a-zA-Z0-9_-]*$/);
        expect(fromWireName(toWireName(one))).toBe(one);
      }),
      { numRuns: 2000 },
    );
  });
});
