import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fileOutput, worthSaying } from './part-output.ts';

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

it('says what is no JSON, and the message of an error beside its line', () => {
  expect(worthSaying('Error: something')).toBe('Error: something');
  expect(worthSaying('    at file.ts:1:2')).toBeUndefined();
  expect(worthSaying('')).toBeUndefined();
  expect(worthSaying('{"level":30,"msg":"fine"}')).toBeUndefined();
  expect(worthSaying('{"level":50,"msg":"failed","err":{"message":"gone"}}')).toBe('failed: gone');
});
