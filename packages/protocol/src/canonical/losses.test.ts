import { describe, expect, it } from 'vitest';
import type { ChatRequest, Tool } from './chat-request.ts';
import { Losses } from './losses.ts';

const target = { name: 'Somewhere', model: 'm', lacks: new Set<never>() };
const own: Tool = { kind: 'function', name: 'f' };
const search: Tool = { kind: 'builtin', tool: 'web_search', native: { type: 'web_search' } };

function lossesOf(asked: Partial<Pick<ChatRequest, 'tools' | 'toolChoice'>>): Losses {
  return new Losses({ dialect: 'responses', tools: [], ...asked }, target);
}

describe("a vendor's own tool that the target does not have", () => {
  it("is dropped where it is only offered beside the client's own", () => {
    for (const toolChoice of [undefined, { kind: 'auto' } as const]) {
      const losses = lossesOf({ tools: [own, search], ...(toolChoice === undefined ? {} : { toolChoice }) });
      losses.cannotTool(search);
      expect(losses.dropped).toEqual(['tools.web_search']);
    }
  });

  it('is refused where the answer hangs on it', () => {
    const alone = lossesOf({ tools: [search] });
    const forced = lossesOf({ tools: [own, search], toolChoice: { kind: 'required' } });
    for (const losses of [alone, forced]) {
      expect(() => losses.cannotTool(search)).toThrow('tools cannot be sent to m at Somewhere.');
    }
  });
});

it('fields of one dialect are dropped and named, but for those that change what the answer is', () => {
  const losses = lossesOf({});
  losses.foreign({ truncation: 'auto', unset: null });
  expect(losses.dropped).toEqual(['truncation']);
  expect(() => losses.foreign({ conversation: 'conv_1' })).toThrow('conversation cannot be sent');
});
