import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fileOutput, throughOutput, worthSaying } from './part-output.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weir-output-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it('keeps every line, however it was cut, and says warnings', async () => {
  const said: string[] = [];
  const path = join(directory, 'gateway.log');
  const output = fileOutput({ name: 'gateway', path, say: (line) => void said.push(line) });
  output.write(Buffer.from('{"level":30,"msg":"listen'));
  output.write(Buffer.from('ing"}\n{"level":40,"msg":"slow disk"}\n'));
  await vi.waitFor(async () => expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3));
  expect(said).toEqual(['gateway: slow disk']);
  expect(output.lastWords()).toBe('slow disk');
});

const mailLine = `weir-mail: ${JSON.stringify({ to: 'owner@example.org', subject: 'New\u001b[2J', text: 'Open:\n\nhttp://x\n' })}`;

it('shows a mail as text, without what a terminal would act on, and keeps it out of the file', async () => {
  const said: string[] = [];
  const path = join(directory, 'web.log');
  const output = fileOutput({ name: 'web', path, say: (line) => void said.push(line) });
  output.write(Buffer.from(`${mailLine}\n{"level":30,"msg":"after"}\n`));
  await vi.waitFor(async () => expect(await readFile(path, 'utf8')).toBe('{"level":30,"msg":"after"}\n'));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('\n  To: owner@example.org\n  Subject: New[2J\n\n  Open:\n  \n  http://x\n');
  expect(output.lastWords()).toBe('');
});

it('passes a mail on as text where lines are passed on', () => {
  const passed: string[] = [];
  const to = new Writable({ write: (chunk, _, done) => done(void passed.push(String(chunk))) });
  throughOutput(to).write(Buffer.from(`{"level":30}\n${mailLine}\n`));
  expect(passed[0]).toBe('{"level":30}\n');
  expect(passed[1]).toContain('  Subject: New[2J\n');
});

it('says what is no JSON, and the message of an error beside its line', () => {
  expect(worthSaying('Error: something')).toBe('Error: something');
  expect(worthSaying('    at file.ts:1:2')).toBeUndefined();
  expect(worthSaying('')).toBeUndefined();
  expect(worthSaying('{"level":30,"msg":"fine"}')).toBeUndefined();
  expect(worthSaying('{"level":50,"msg":"failed","err":{"message":"gone"}}')).toBe('failed: gone');
});
