import { CliError, isOneLiner } from './cli-error.ts';
import { migrate } from './commands/migrate.ts';
import { start } from './commands/start.ts';
import { web } from './commands/web.ts';
import { type CliEnv, readEnv } from './env.ts';
import { processTerminal, type Terminal } from './terminal.ts';

type Command = (env: CliEnv, terminal: Terminal) => Promise<number>;

const commands = new Map<string, Command>([
  ['start', start],
  ['migrate', migrate],
  ['web', web],
]);

async function run(name: string): Promise<number> {
  const command = commands.get(name);
  if (command === undefined) {
    throw new CliError(`There is no command "${name}": choose one of ${[...commands.keys()].join(', ')}.`);
  }
  return command(readEnv(), processTerminal());
}

try {
  process.exitCode = await run(process.argv[2] ?? 'start');
} catch (error) {
  process.stderr.write(
    `weir: ${isOneLiner(error) ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}
// What a part has left open must not keep the process.
process.exit();
