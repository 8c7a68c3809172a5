import { asObject, type JsonObject, textAt } from '../../json-read.ts';

/** Blocks without a counterpart anywhere, which stay as they are. */
const nativeTypes: ReadonlySet<string> = new Set(['container_upload', 'compaction', 'tool_addition', 'tool_removal']);

/** True for a block that only this dialect has, besides the steps of tools that the vendor runs. */
export function isNativeBlock(type: string): boolean {
  return nativeTypes.has(type);
}

/** True for a step of a tool that the vendor runs itself: its call or its result. */
export function isServerToolBlock(type: string): boolean {
  return (
    type === 'server_tool_use' || type === 'mcp_tool_use' || (type !== 'tool_result' && type.endsWith('_tool_result'))
  );
}

/** The tool of such a step: `web_search`, `code_execution`, `mcp` ... */
export function serverToolOf(block: JsonObject): string {
  const type = textAt(block, 'type') ?? '';
  if (type === 'server_tool_use') return textAt(block, 'name') ?? 'other';
  return type === 'mcp_tool_use' ? 'mcp' : type.slice(0, -'_tool_result'.length);
}

/** What a call says of its caller where the model made it: the same as nothing. */
export const directCaller: JsonObject = { type: 'direct' };

/** A call without a caller that says nothing. */
export function withoutDirectCaller(block: JsonObject): JsonObject {
  const { caller, ...rest } = block;
  return asObject(caller)?.['type'] === 'direct' ? rest : block;
}
