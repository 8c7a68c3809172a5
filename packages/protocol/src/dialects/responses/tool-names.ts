import type { Tool } from '../../canonical/chat-request.ts';
import { crc32 } from '../../crc32.ts';

/** Every vendor takes names of this length. */
const nameCharactersMax = 64;

/** A tool of a namespace (Codex groups its MCP tools so) under one flat name; one that is too long ends in a checksum. */
export function flatName(namespace: string, name: string): string {
  const flat = `${namespace}__${name}`;
  if (flat.length <= nameCharactersMax) return flat;
  const sum = crc32(Buffer.from(flat)).toString(16).padStart(8, '0');
  return `${flat.slice(0, nameCharactersMax - 9)}_${sum}`;
}

/** A tool's own name, and the namespace that it stands in. */
export type ToolName = { readonly name: string; readonly namespace?: string };

/** Both names of a flat one, by what the request declared. */
export function splitName(flat: string, tools: readonly Tool[]): ToolName {
  for (const tool of tools) {
    if (tool.kind === 'builtin' || tool.name !== flat || tool.namespace === undefined) continue;
    return { name: tool.namespace.toolName, namespace: tool.namespace.name };
  }
  return { name: flat };
}
