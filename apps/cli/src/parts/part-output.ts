import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs';
import type { Say } from '../supervise/part.ts';
import { mailText } from './mail-text.ts';

const bytesMax = 20_000_000;
const warnLevel = 40;

/** Where a part's log lines go: through to our own output, or to a file with only warnings and errors shown. */
export type PartOutput = {
  readonly write: (chunk: Buffer) => void;
  /** The last line that says why a part ended. */
  lastWords(): string;
};

type Line = { readonly level?: unknown; readonly msg?: unknown; readonly err?: { readonly message?: unknown } };

/**
 * Lines go to `path`, which is moved to `path.1` when it has grown to 20 MB; warnings and errors are also said. Mails are
 * said alone: they hold links that let their reader in.
 */
export function fileOutput(options: { name: string; path: string; say: Say }): PartOutput {
  const { name, path, say } = options;
  let file = openLog(path);
  let bytes = sizeOf(path);
  const take = (line: string) => {
    bytes += line.length + 1;
    if (bytes > bytesMax) {
      file.end();
      renameSync(path, `${path}.1`);
      file = openLog(path);
      bytes = 0;
    }
    file.write(`${line}\n`);
    const worth = worthSaying(line);
    if (worth !== undefined) say(`${name}: ${worth}`);
  };
  return linesOutput(take, (mail) => say(`${name}: ${mail}`));
}

/** Lines go to `to` as they are, and mails as text, for whoever collects this process' output. */
export function throughOutput(to: NodeJS.WritableStream): PartOutput {
  const write = (text: string) => void to.write(`${text}\n`);
  return linesOutput(write, write);
}

function linesOutput(take: (line: string) => void, showMail: (text: string) => void): PartOutput {
  let rest = '';
  let last = '';
  return {
    write(chunk) {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const mail = mailText(line);
        if (mail !== undefined) {
          showMail(mail);
          continue;
        }
        take(line);
        const worth = worthSaying(line);
        if (worth !== undefined && (!/error/i.test(last) || /error|cannot/i.test(worth))) last = worth;
      }
    },
    lastWords: () => last,
  };
}

/** What a line tells a person: the message of a JSON line from warning upwards, or text that is no JSON at all. */
export function worthSaying(line: string): string | undefined {
  const parsed = parseLine(line);
  if (parsed === undefined) return line.trim() === '' || /^\s+(at|▲|-|✓)\s/.test(line) ? undefined : line.trim();
  if (typeof parsed.level !== 'number' || parsed.level < warnLevel) return undefined;
  const detail = typeof parsed.err?.message === 'string' ? `: ${parsed.err.message}` : '';
  return `${String(parsed.msg ?? '')}${detail}`;
}

function parseLine(line: string): Line | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const parsed: Line = JSON.parse(line);
    return parsed;
  } catch {
    return undefined;
  }
}

function openLog(path: string): WriteStream {
  return createWriteStream(path, { flags: 'a', mode: 0o600 });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
