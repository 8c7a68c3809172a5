import { asObject, type JsonObject } from '../../json-read.ts';
import { withoutDirectCaller } from './block-kind.ts';

function normalMember(key: string, value: unknown): unknown {
  // A text is one text block.
  if ((key === 'content' || key === 'system') && typeof value === 'string')
    return contentOf([{ type: 'text', text: value }]);
  if ((key === 'content' || key === 'system') && Array.isArray(value)) return contentOf(value);
  return normal(value);
}

/** Blocks without those that the API refuses for being empty; results of tools first. */
function contentOf(blocks: readonly unknown[]): unknown[] {
  const kept = blocks.filter((block) => {
    const text = asObject(block)?.['text'];
    return asObject(block)?.['type'] !== 'text' || typeof text !== 'string' || text.trim() !== '';
  });
  const results = kept.filter((block) => asObject(block)?.['type'] === 'tool_result');
  return [...results, ...kept.filter((block) => asObject(block)?.['type'] !== 'tool_result')].map(normal);
}

/** Lists that say nothing where they are empty. */
const emptiable: ReadonlySet<string> = new Set(['content', 'system', 'tools']);

/** A body as far as its spelling says nothing: null is absent, the order of keys does not count. */
export function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  const object = asObject(value);
  if (object === undefined) return value;
  const members = Object.entries(object['type'] === 'tool_use' ? withoutDirectCaller(object) : object).flatMap(
    ([key, member]): [string, unknown][] => {
      const result = member === null || member === undefined ? undefined : normalMember(key, member);
      return result === undefined || (emptiable.has(key) && Array.isArray(result) && result.length === 0)
        ? []
        : [[key, result]];
    },
  );
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A Messages request in one spelling of the several that mean the same. */
export function normalRequest(body: JsonObject): unknown {
  const { output_format, output_config, stream, tools, messages, ...rest } = body;
  const config = output_format === undefined ? output_config : { ...asObject(output_config), format: output_format };
  const named = Array.isArray(tools)
    ? tools.map((tool) => (asObject(tool)?.['type'] === 'custom' ? { ...asObject(tool), type: undefined } : tool))
    : tools;
  const spoken = normal(messages);
  const told = Array.isArray(spoken) ? spoken.filter((one) => asObject(one)?.['content'] !== undefined) : spoken;
  return normal({
    ...rest,
    ...(config === undefined ? {} : { output_config: config }),
    ...(stream === true ? { stream } : {}),
    ...(named === undefined ? {} : { tools: named }),
    messages: told,
  });
}
