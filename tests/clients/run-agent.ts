import { execFile } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const bin = resolve(import.meta.dirname, '../node_modules/.bin');

export type AgentRun = {
  readonly command: string;
  readonly args: readonly string[];
  /** Its home and working directory. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Runs an agent headless, with nothing on standard input; gives what it printed. */
export async function runAgent({ command, args, home, env }: AgentRun): Promise<string> {
  const path = [resolve(process.execPath, '..'), process.env['PATH']].join(delimiter);
  const options = { cwd: home, timeout: 120_000, env: { PATH: path, HOME: home, ...env } };
  const running = run(join(bin, command), [...args], options);
  running.child.stdin?.end();
  const { stdout } = await running;
  return stdout;
}

/** What points Claude Code at a gateway. */
export function claudeEnv(gatewayUrl: string, gatewayKey: string): Record<string, string> {
  return {
    ANTHROPIC_BASE_URL: gatewayUrl,
    ANTHROPIC_API_KEY: gatewayKey,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  };
}

/** The settings that point Codex at a gateway, whose key it reads from WEIR_KEY. */
export function codexSettings(gatewayUrl: string): readonly string[] {
  const provider = `{name="Weir",base_url="${gatewayUrl}/v1",env_key="WEIR_KEY",wire_api="responses"}`;
  return ['-c', 'model_provider=weir', '-c', `model_providers.weir=${provider}`];
}
