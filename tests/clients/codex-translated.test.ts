import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { messages } from '@weir/protocol/dialects/messages/messages';
import { responses } from '@weir/protocol/dialects/responses/responses';
import { afterAll, beforeAll, expect, it } from 'vitest';

type Json = ReturnType<typeof JSON.parse>;

const run = promisify(execFile);
const codex = resolve(import.meta.dirname, '../node_modules/.bin/codex');
const patch = '*** Begin Patch\n*** Add File: made.txt\n+hello\n*** End Patch\n';

/** What the model does, turn by turn: thinks and runs a command, runs two at once, patches a file, says the word. */
const turns: readonly (readonly Json[])[] = [
  [
    { type: 'thinking', thinking: 'Let me look.', signature: 'sealed-by-anthropic' },
    { type: 'tool_use', id: 'toolu_1', name: 'exec_command', input: { cmd: 'echo one' } },
  ],
  [
    { type: 'text', text: 'Now two at once.' },
    { type: 'tool_use', id: 'toolu_2', name: 'exec_command', input: { cmd: 'echo two' } },
    { type: 'tool_use', id: 'toolu_3', name: 'exec_command', input: { cmd: 'echo three' } },
  ],
  [{ type: 'tool_use', id: 'toolu_4', name: 'apply_patch', input: { input: patch } }],
  [{ type: 'text', text: 'pong' }],
];

function deltasOf(block: Json): Json[] {
  if (block.type === 'text') return [{ type: 'text_delta', text: block.text }];
  if (block.type === 'thinking') {
    return [
      { type: 'thinking_delta', thinking: block.thinking },
      { type: 'signature_delta', signature: block.signature },
    ];
  }
  const pieces = JSON.stringify(block.input).match(/.{1,7}/gs) ?? [];
  return pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json }));
}

/** A turn as Anthropic streams it. */
function streamOf(blocks: readonly Json[]): Json[] {
  const usage = { input_tokens: 5, output_tokens: 1 };
  const empty: Json = { text: '', thinking: '', signature: '', input: {} };
  const told = blocks.flatMap((block, index) => [
    {
      type: 'content_block_start',
      index,
      content_block: Object.fromEntries(Object.entries(block).map(([key, value]) => [key, empty[key] ?? value])),
    },
    ...deltasOf(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]);
  const waits = blocks.some((block) => block.type === 'tool_use');
  return [
    {
      type: 'message_start',
      message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', content: [], usage },
    },
    ...told,
    { type: 'message_delta', delta: { stop_reason: waits ? 'tool_use' : 'end_turn' }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ];
}

/** What went out to Anthropic, call by call. */
const sent: Json[] = [];
let server: Server;
let home: string;

/** The hub between both: a Responses request in, Anthropic's stream back as a Responses stream. */
function translated(body: Json): string {
  const request = responses.parseRequest(body, {});
  const target = {
    name: 'Anthropic',
    model: 'claude',
    signer: 'anthropic',
    lacks: new Set<never>(),
    outputTokensMax: 64_000,
  };
  const decoder = messages.decoder({ signer: 'anthropic' });
  const encoder = responses.encoder({ callId: `c${sent.length}`, createdAtSeconds: 1, model: 'claude', request });
  const events = streamOf(turns[sent.length] ?? []).flatMap((event) =>
    decoder.frame(event.type, JSON.stringify(event)),
  );
  sent.push(messages.encodeRequest(request, target).body);
  return [...events, ...decoder.end()].map((event) => encoder.encode(event)).join('');
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'weir-codex-'));
  server = createServer(async (incoming, outgoing) => {
    if (incoming.method !== 'POST') return void outgoing.writeHead(404).end();
    const answer = translated(JSON.parse(await readText(incoming)));
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true, force: true });
});

it('codex works through commands and a patch with a model of Anthropic', async () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const provider = `{name="Weir",base_url="http://127.0.0.1:${port}/v1",env_key="WEIR_KEY",wire_api="responses"}`;
  const settings = ['-s', 'workspace-write', '-c', 'model_provider=weir', '-c', `model_providers.weir=${provider}`];
  const path = [resolve(process.execPath, '..'), process.env['PATH']].join(delimiter);
  const env = { PATH: path, HOME: home, CODEX_HOME: home, WEIR_KEY: 'none' };
  const running = run(codex, ['exec', '--skip-git-repo-check', ...settings, '-m', 'gpt-5.5', 'ping'], {
    cwd: home,
    env,
    timeout: 120_000,
  });
  running.child.stdin?.end();
  const { stdout } = await running;
  expect(stdout).toContain('pong');
  expect(await readFile(join(home, 'made.txt'), 'utf8')).toBe('hello\n');
  expect(sent).toHaveLength(turns.length);
  const said: Json[] = sent.at(-1).messages;
  const blocks = said.flatMap((turn) => (Array.isArray(turn.content) ? turn.content : []));
  expect(blocks).toContainEqual(turns[0]?.[0]);
  const results = blocks.filter((block) => block.type === 'tool_result').map((block) => block.tool_use_id);
  expect(results).toEqual(['toolu_1', 'toolu_2', 'toolu_3', 'toolu_4']);
  expect(blocks).toContainEqual(turns[2]?.[0]);
});
