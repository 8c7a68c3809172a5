import { spawn } from 'node:child_process';
import { root, toolEnv } from './paths.mjs';

const tailBytes = 65_536;

/**
 * Runs a command in the project's root and gives its exit code and the end of what it wrote. `quiet` keeps that from
 * the terminal, for the caller to show when it fails; `onLine` gets every line.
 */
export function run(command, args, { env = toolEnv(), quiet = false, onLine } = {}) {
  return new Promise((settle) => {
    let output = '';
    const keep = (stream) => {
      let rest = '';
      return (chunk) => {
        output = (output + chunk).slice(-tailBytes);
        if (!quiet) stream.write(chunk);
        if (onLine === undefined) return;
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
      };
    };
    const child = spawn(command, args, { cwd: root, env, stdio: ['inherit', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', keep(process.stdout));
    child.stderr.setEncoding('utf8').on('data', keep(process.stderr));
    child.on('error', (error) => settle({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => settle({ code: code ?? 1, output }));
    forwardSignals(child);
  });
}

/** Whoever stops the script stops what it runs. */
function forwardSignals(child) {
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, forward);
  child.on('close', () => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, forward);
  });
}
