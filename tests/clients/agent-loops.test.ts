import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Round } from '@weir/testing/simulator/loop/reading';
import type { LoopScript } from '@weir/testing/simulator/loop/script';
import { type LoopUpstream, startLoopUpstream } from '@weir/testing/simulator/loop/upstream';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { droppedOf, expectReceipts } from './loop-receipts.ts';
import { claudeEnv, codexSettings, runAgent } from './run-agent.ts';

let upstream: LoopUpstream;
let stack: Stack;
let home: string;

const providers = ['openai', 'gemini', 'anthropic', 'groq', 'deepseek'];

beforeAll(async () => {
  upstream = await startLoopUpstream();
  const providerKeys = providers.map((provider) => ({ provider, baseUrl: upstream.url }));
  stack = await startStack({ size: 'embedded', tenant: () => ({ providerKeys }) });
});
afterAll(async () => {
  await stack.stop();
  await upstream.close();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'weir-loop-'));
  for (const [name, word] of Object.entries(words)) await writeFile(join(home, `${name}.txt`), `${word}\n`);
  return () => rm(home, { recursive: true, force: true });
});

/** What the agent can only know from the files. */
const words = { first: 'kingfisher', second: 'waterwheel', third: 'spillway' };
const verdict = 'The three words are kingfisher, waterwheel and spillway.';

/** The scripted requests, none of them refused by the vendor's rules. */
function scripted() {
  const refusals = upstream.received().flatMap(({ refusal }) => refusal ?? []);
  expect(refusals).toEqual([]);
  return upstream.received().filter((one) => one.scripted);
}

/** What the tools gave came back, and was not lost on the way. */
function expectWords(rounds: readonly Round[]): void {
  const results = rounds.flatMap((round) => round.results).join();
  for (const word of Object.values(words)) expect(results).toContain(word);
}

const claudeScript = (directory: string): LoopScript => [
  {
    thinks: 'Two files can be read at once.',
    says: 'I read two files.',
    calls: ['first', 'second'].map((name) => ({
      tool: /^Read$/,
      arguments: { file_path: join(directory, `${name}.txt`) },
    })),
  },
  {
    thinks: 'The third by a command.',
    calls: [{ tool: /^Bash$/, arguments: { command: 'cat third.txt', description: 'Print the third file' } }],
  },
  { thinks: 'That is all.', says: verdict },
];

/** What of Claude Code's other vendors have no counterpart of; its user's name is longer than they take, and is cut. */
const claudeOnly = [
  ...['cache_control', 'context_management', 'defer_loading', 'metadata.user_id'],
  'system.x-anthropic-billing-header',
];

it.each([
  { model: 'openai/gpt-5-mini', language: 'responses', seals: [1, 1], dropped: claudeOnly },
  // A system message amid the conversation has to go to the front.
  {
    model: 'gemini/gemini-3-pro-preview',
    language: 'generate_content',
    seals: [1, 1],
    dropped: [...claudeOnly, 'messages'],
  },
  { model: 'groq/openai/gpt-oss-120b', language: 'chat', seals: [1, 1], dropped: claudeOnly },
])('Claude Code works through its tools on $model', async ({ model, language, seals, dropped }) => {
  const startedMs = Date.now();
  upstream.play(claudeScript(home));
  const task = 'Which words are in first.txt, second.txt and third.txt?';
  const said = await runAgent({
    command: 'claude',
    args: ['-p', task, '--model', model, '--allowedTools', 'Read,Bash'],
    home,
    env: { ...claudeEnv(stack.gateway.url, stack.tenant.gatewayKey), ANTHROPIC_DEFAULT_HAIKU_MODEL: model },
  });
  expect(said).toContain(verdict);
  const requests = scripted();
  expect(new Set(requests.map(({ operation }) => operation))).toEqual(new Set([language]));
  const rounds = requests.at(-1)?.reading?.rounds ?? [];
  expect(rounds.map(({ calls }) => calls.length)).toEqual([2, 1]);
  expect(rounds.map((round) => round.seals)).toEqual(seals);
  expectWords(rounds);
  for (const receipt of await expectReceipts(stack, startedMs, upstream.received())) {
    expect(droppedOf(receipt)?.toSorted()).toEqual(dropped.toSorted());
  }
});

/** One red pixel. */
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

it.each([
  { model: 'openai/gpt-5-mini', shown: /"function_call_output".*"type":"input_image","image_url":"data:image\// },
  { model: 'gemini/gemini-3-pro-preview', shown: /"functionResponse".*"inlineData":\{"mimeType":"image\// },
  { model: 'gemini/gemini-2.5-flash', shown: /"inlineData":\{"mimeType":"image\// },
  { model: 'groq/meta-llama/llama-4-maverick-17b-128e-instruct', shown: /"image_url":\{"url":"data:image\// },
])('Claude Code shows $model a picture that a tool gave', async ({ model, shown }) => {
  await writeFile(join(home, 'pixel.png'), Buffer.from(picture, 'base64'));
  upstream.play([
    { calls: [{ tool: /^Read$/, arguments: { file_path: join(home, 'pixel.png') } }] },
    { says: 'The pixel is red.' },
  ]);
  const said = await runAgent({
    command: 'claude',
    args: ['-p', 'What colour is pixel.png?', '--model', model, '--allowedTools', 'Read'],
    home,
    env: { ...claudeEnv(stack.gateway.url, stack.tenant.gatewayKey), ANTHROPIC_DEFAULT_HAIKU_MODEL: model },
  });
  const [, second] = scripted();
  expect(JSON.stringify(second?.body)).toMatch(shown);
  expect(said).toContain('The pixel is red.');
});

const codexScript: LoopScript = [
  {
    thinks: 'Two files can be read at once.',
    calls: ['first', 'second'].map((name) => ({ tool: /^exec_command$/, arguments: { cmd: `cat ${name}.txt` } })),
  },
  { thinks: 'Now the third.', calls: [{ tool: /^exec_command$/, arguments: { cmd: 'cat third.txt' } }] },
  { thinks: 'That is all.', says: verdict },
];

const codexOnly = ['client_metadata', 'prompt_cache_key'];

it.each([
  { model: 'anthropic/claude-sonnet-4-5', language: 'messages', thoughts: 1, dropped: codexOnly },
  { model: 'gemini/gemini-3-pro-preview', language: 'generate_content', thoughts: 1, dropped: codexOnly },
  {
    model: 'deepseek/deepseek-chat',
    language: 'chat',
    thoughts: 0,
    dropped: [...codexOnly, 'reasoning.effort', 'tools.web_search'],
  },
])('Codex works through its shell on $model', async ({ model, language, thoughts, dropped }) => {
  const startedMs = Date.now();
  upstream.play(codexScript);
  const task = 'Which words are in first.txt, second.txt and third.txt?';
  const said = await runAgent({
    command: 'codex',
    args: [
      ...['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'],
      ...codexSettings(stack.gateway.url),
      ...['-c', 'model_reasoning_effort="medium"', '-m', model, task],
    ],
    home,
    env: { CODEX_HOME: home, WEIR_KEY: stack.tenant.gatewayKey },
  });
  expect(said).toContain(verdict);
  const requests = scripted();
  expect(new Set(requests.map(({ operation }) => operation))).toEqual(new Set([language]));
  const rounds = requests.at(-1)?.reading?.rounds ?? [];
  expect(rounds.map(({ calls, seals }) => [calls.length, seals])).toEqual([
    [2, thoughts],
    [1, thoughts],
  ]);
  expectWords(rounds);
  for (const receipt of await expectReceipts(stack, startedMs, upstream.received())) {
    expect(droppedOf(receipt)?.toSorted()).toEqual(dropped);
  }
});
