import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { crc32 } from '@weir/protocol/crc32';

/** Names and ids as Converse takes them: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html. */
const charactersMax = 64;
const allowed = /^[a-zA-Z0-9_-]{1,64}$/;

function checksum(text: string): string {
  return crc32(Buffer.from(text)).toString(16).padStart(8, '0');
}

/** `text` as it is where that is allowed, else what is left of it with a checksum: the same text gives the same name. */
function fitted(text: string): string {
  if (allowed.test(text)) return text;
  return `${text.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, charactersMax - 9)}_${checksum(text)}`;
}

/** A call's id for the upstream; calls and their results are given the same. */
export function toToolUseId(id: string, isShort: boolean | undefined): string {
  if (isShort !== true) return fitted(id);
  return /^[a-zA-Z0-9]{9}$/.test(id) ? id : `w${checksum(id)}`;
}

/** A tool's name for the upstream; `renamedTools` leads back. */
export function toToolName(name: string): string {
  return fitted(name);
}

/** The client's names of tools by what they are called upstream, where that differs. */
export function renamedTools({ tools }: ChatRequest): ReadonlyMap<string, string> {
  const names = tools.flatMap((tool) => (tool.kind === 'builtin' ? [] : [tool.name]));
  return new Map(names.flatMap((name) => (toToolName(name) === name ? [] : [[toToolName(name), name] as const])));
}

/**
 * A document's name: letters, digits, single blanks, hyphens and brackets, at most 200, and none twice in a request.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html.
 */
export class DocumentNames {
  readonly #taken = new Set<string>();

  next(filename: string | undefined): string {
    const plain = (filename ?? '')
      .replace(/\.[a-zA-Z0-9]{1,5}$/, '')
      .replace(/[^a-zA-Z0-9\s()[\]-]/g, '-')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 190);
    const base = plain === '' ? 'document' : plain;
    let name = base;
    for (let number = 2; this.#taken.has(name); number++) name = `${base} ${number}`;
    this.#taken.add(name);
    return name;
  }
}
