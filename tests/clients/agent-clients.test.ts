import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listCalls } from '@weir/services/calls/list';
import { type Simulator, startSimulator } from '@weir/testing/simulator';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messagesSaying, responsesSaying } from './agent-answers.ts';
import { claudeEnv, codexSettings, runAgent } from './run-agent.ts';

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
  const args = ['-p', 'ping', '--model', 'claude-sonnet-4-5'];
  const env = claudeEnv(stack.gateway.url, stack.tenant.gatewayKey);
  const said = await runAgent({ command: 'claude', args, home, env });
  expect(said).toContain(word);
  await expectCalls('messages');
});

it('codex completes a prompt over Responses', async () => {
  upstream.replayNext('responses');
  const args = ['exec', '--skip-git-repo-check', ...codexSettings(stack.gateway.url), '-m', 'gpt-5', 'ping'];
  const env = { CODEX_HOME: home, WEIR_KEY: stack.tenant.gatewayKey };
  const said = await runAgent({ command: 'codex', args, home, env });
  expect(said).toContain(word);
  await expectCalls('responses');
});
