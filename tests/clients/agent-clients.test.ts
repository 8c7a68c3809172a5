import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { listCalls } from '@weir/services/calls/list';
import { type Simulator, startSimulator } from '@weir/testing/simulator';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messagesSaying, responsesSaying } from './agent-answers.ts';

const run = promisify(execFile);
const bin = resolve(import.meta.dirname, '../node_modules/.bin');
const word = 'pong';

let upstream: Simulator;
let stack: Stack;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'weir-agents-'));
  upstream = await startSimulator({ records: [messagesSaying(word), responsesSaying(word)] });
  const baseUrl = `${upstream.url}/v1`;
  const providerKeys = [
    { provider: 'anthropic', baseUrl },
    { provider: 'openai', baseUrl },
  ];
  stack = await startStack({ size: 'embedded', tenant: () => ({ providerKeys }) });
});
afterAll(async () => {
  await stack.stop();
  await upstream.close();
  await rm(home, { recursive: true, force: true });
});

/** Runs an agent headless in an empty home, with nothing on standard input. */
async function agent(command: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const path = [resolve(process.execPath, '..'), process.env['PATH']].join(delimiter);
  const options = { cwd: home, timeout: 120_000, env: { PATH: path, HOME: home, ...env } };
  const running = run(join(bin, command), [...args], options);
  running.child.stdin?.end();
  const { stdout } = await running;
  return stdout;
}

/** Every call of `operation` stands in the ledger as succeeded, with a computed cost. */
async function expectCalls(operation: string): Promise<void> {
  const { actor, projectId } = stack.tenant;
  const calls = async () => {
    const { data } = await listCalls(stack.services, actor, { projectId });
    return data.filter((call) => call.operation === operation);
  };
  await expect.poll(async () => (await calls()).length, { timeout: 15_000 }).toBeGreaterThan(0);
  for (const call of await calls()) {
    expect(call).toMatchObject({ status: 'succeeded', streaming: true, cost: { source: 'computed' } });
  }
}

it('claude completes a prompt over Messages', async () => {
  upstream.replayNext('messages');
  const said = await agent('claude', ['-p', 'ping', '--model', 'claude-sonnet-4-5'], {
    ANTHROPIC_BASE_URL: stack.gateway.url,
    ANTHROPIC_API_KEY: stack.tenant.gatewayKey,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  });
  expect(said).toContain(word);
  await expectCalls('messages');
});

it('codex completes a prompt over Responses', async () => {
  upstream.replayNext('responses');
  const provider = `{name="Weir",base_url="${stack.gateway.url}/v1",env_key="WEIR_KEY",wire_api="responses"}`;
  const settings = ['-c', 'model_provider=weir', '-c', `model_providers.weir=${provider}`];
  const said = await agent('codex', ['exec', '--skip-git-repo-check', ...settings, '-m', 'gpt-5', 'ping'], {
    CODEX_HOME: home,
    WEIR_KEY: stack.tenant.gatewayKey,
  });
  expect(said).toContain(word);
  await expectCalls('responses');
});
