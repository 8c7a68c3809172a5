import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function lines(write: (log: ReturnType<typeof createLogger>) => void): string {
  let out = '';
  write(createLogger({ name: 'test', destination: { write: (line) => (out += line) } }));
  return out;
}

describe('a log line', () => {
  it('hides the fields that carry credentials', () => {
    const out = lines((log) =>
      log.info({ headers: { authorization: 'Bearer canary-1', 'x-api-key': 'canary-2' } }, 'x'),
    );
    expect(out).not.toContain('canary');
  });

  it('hides text that looks like a key, in messages and errors too', () => {
    const key = `weir_gk_${'a'.repeat(38)}`;
    const out = lines((log) => {
      log.info(`called with ${key}`);
      log.error({ err: new Error('sk-proj-0123456789abcdef0123') }, 'failed');
    });
    expect(out).not.toContain(key);
    expect(out).not.toContain('0123456789abcdef');
    expect(out).toContain('weir_gk_aaaaaaaa***');
  });
});
