import { spawn } from 'node:child_process';
import { root, toolEnv } from './paths.mjs';

const tailBytes = 16_384;

/**
 * Runs a command in the project's root and gives its exit code and the end of what it wrote. `quiet` keeps that from
 * the terminal, for the caller to show when it fails.
 */
export function run(command, args, { env = toolEnv(), quiet = false, cwd = root } = {}) {
  return new Promise((settle) => {
    let output = '';
    const keep = (stream) => (chunk) => {
      output = (output + chunk).slice(-tailBytes);
      if (!quiet) stream.write(chunk);
    };
    const child = spawn(command, args, { cwd, env, stdio: ['inherit', 'pipe', 'pipe'] });
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error) => settle({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => settle({ code: code ?? 1, output }));
  });
}
