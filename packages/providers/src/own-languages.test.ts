import type { ChatDialect, RequestHead } from '@weir/protocol/canonical/chat-dialect';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { messages } from '@weir/protocol/dialects/messages/messages';
import { responses } from '@weir/protocol/dialects/responses/responses';
import { WeirError } from '@weir/protocol/errors';
import { asObject, type JsonObject } from '@weir/protocol/json-read';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { provider } from './registry.ts';

/*
 * Every recorded request of every dialect, written for upstreams with languages of their own: it comes out in a form
 * that the vendor's documentation allows, or is refused in words of the client.
 */

const dialects: Readonly<Record<string, ChatDialect>> = {
  'chat.completions': chatCompletions,
  responses,
  messages,
  generateContent,
  streamGenerateContent: generateContent,
};

const targets: readonly (readonly [providerId: string, model: string])[] = [
  ['bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['bedrock', 'us.amazon.nova-2-lite-v1:0'],
  ['bedrock', 'meta.llama3-8b-instruct-v1:0'],
  ['cohere', 'command-a-03-2025'],
  ['cohere', 'command-a-reasoning-08-2025'],
  ['azure', 'gpt-5'],
  ['azure', 'claude-sonnet-4-5'],
  ['databricks', 'databricks-gpt-oss-120b'],
  ['databricks', 'databricks-claude-sonnet-4-5'],
];

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

function headOf({ endpoint, endpoint_kind }: TrafficRecord): RequestHead {
  const model = /models\/([^:/]+)/.exec(endpoint)?.[1];
  return { ...(model === undefined ? {} : { model }), streaming: endpoint_kind === 'streamGenerateContent' };
}

function parsed(record: TrafficRecord, dialect: ChatDialect): ChatRequest | undefined {
  const body: JsonObject | undefined = asObject(record.request_body);
  try {
    return body === undefined ? undefined : dialect.parseRequest(body, headOf(record));
  } catch (error) {
    if (error instanceof WeirError) return undefined;
    throw error;
  }
}

/** The written body, or the field that was refused. */
function written(request: ChatRequest, [id, model]: readonly [string, string]): Json | string {
  try {
    const upstream = provider(id)?.chat?.(request, model);
    const http = upstream?.toHttp(request, { model, baseUrl: 'https://host.example/base' }).http;
    return { language: upstream?.language, body: JSON.parse(http?.body.toString() ?? '') };
  } catch (error) {
    if (!(error instanceof WeirError)) throw error;
    expect(error.code).toBe('unsupported_capability');
    expect(error.field, error.message).toBeTruthy();
    return error.field ?? '';
  }
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html and its blocks. */
function expectConverse(body: Json, id: string): void {
  const roles: string[] = body.messages.map((message: Json) => message.role);
  for (const [at, role] of roles.entries()) expect(role, id).not.toBe(roles[at - 1]);
  const names: string[] = [];
  const blocks: Json[] = body.messages.flatMap((message: Json) => {
    expect(message.content.length, id).toBeGreaterThan(0);
    return message.content;
  });
  for (const block of [...blocks, ...(body.system ?? [])]) {
    expect(Object.keys(block), id).toHaveLength(1);
    if (block.text !== undefined) expect(block.text.trim(), id).not.toBe('');
    if (block.document !== undefined) names.push(block.document.name);
    const toolUseId = block.toolUse?.toolUseId ?? block.toolResult?.toolUseId;
    if (toolUseId !== undefined) expect(toolUseId, id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    if (block.toolUse !== undefined) expect(block.toolUse.name, id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  }
  for (const name of names) expect(name, id).toMatch(/^[a-zA-Z0-9\s()[\]-]{1,200}$/);
  expect(new Set(names).size, id).toBe(names.length);
}

/** https://docs.cohere.com/reference/chat. */
function expectCohere(body: Json, id: string): void {
  const parts: Readonly<Record<string, readonly string[]>> = {
    system: ['text', 'image_url'],
    user: ['text', 'image_url'],
    assistant: ['text', 'thinking'],
    tool: ['text'],
  };
  for (const message of body.messages) {
    const allowed = parts[message.role] ?? [];
    for (const block of message.content ?? []) expect(allowed, id).toContain(block.type);
    if (message.role === 'tool') expect(message.tool_call_id, id).toBeTruthy();
  }
}

describe('recorded requests of every dialect', () => {
  const records = readTraffic(
    'requests for upstreams with languages of their own',
    ({ endpoint_kind, request_body }) => {
      return dialects[endpoint_kind] !== undefined && request_body !== null;
    },
  );

  it('are written in a form that each vendor allows, or refused naming the field', { timeout: 60_000 }, () => {
    const counts = new Map<string, number>();
    const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const record of records) {
      const dialect = dialects[record.endpoint_kind];
      const request = dialect === undefined ? undefined : parsed(record, dialect);
      if (request === undefined) continue;
      for (const target of targets) {
        const sent = written(request, target);
        if (typeof sent === 'string') {
          count(`${target[0]} refused`);
          continue;
        }
        count(`${target[0]} in ${sent.language}`);
        const where = `${record.id} for ${target[1]}`;
        if (sent.language === 'converse') expectConverse(sent.body, where);
        if (sent.language === 'cohere') expectCohere(sent.body, where);
      }
    }
    const lines = [...counts].sort().map(([name, number]) => `${String(number).padStart(6)} ${name}`);
    process.stdout.write(`recorded requests written for languages of their own:\n${lines.join('\n')}\n`);
    if (records.length > 0) expect(counts.get('cohere in cohere')).toBeGreaterThan(500);
  });
});
