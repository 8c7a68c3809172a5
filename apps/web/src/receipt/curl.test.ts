import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlOf } from './curl.ts';

const asked = {
  operation: 'chat',
  requestedModel: 'sandbox/fast',
  streaming: true,
  tags: null,
  session: null,
  endUser: null,
} as const;

/** What a shell makes of the command's words. */
function words(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { env: { NODE_ENV: 'test', WEIR_KEY: 'weir_key' } })
    .toString()
    .split('\0')
    .slice(0, -1);
}

describe('the command for a call', () => {
  it('asks the same endpoint for the same model', () => {
    expect(words(curlOf(asked, 'http://127.0.0.1:4000'))).toEqual([
      'http://127.0.0.1:4000/v1/chat/completions',
      '-H',
      'Authorization: Bearer weir_key',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{"model":"sandbox/fast","messages":[{"role":"user","content":"Put your own prompt here."}],"stream":true}',
    ]);
  });

  it('sends a form where a file goes with it, and reads no file that the caller named', () => {
    const command = curlOf(
      { ...asked, operation: 'transcription', requestedModel: '@/etc/passwd', streaming: false },
      'http://127.0.0.1:4000',
    );
    expect(words(command)).toEqual([
      'http://127.0.0.1:4000/v1/audio/transcriptions',
      '-H',
      'Authorization: Bearer weir_key',
      '--form-string',
      'model=@/etc/passwd',
      '-F',
      'file=@speech.mp3',
    ]);
  });

  it('says what the caller said of it, whatever is in it', () => {
    const hostile = `'; touch /tmp/x; echo '$(id)`;
    const command = curlOf(
      {
        ...asked,
        operation: 'messages',
        requestedModel: hostile,
        tags: { team: hostile },
        session: 's',
        endUser: hostile,
      },
      'http://127.0.0.1:4000',
    );
    const all = words(command);
    expect(all).toContain(`x-weir-tags: ${JSON.stringify({ team: hostile })}`);
    expect(all).toContain(`x-weir-user: ${hostile}`);
    expect(JSON.parse(all.at(-1) ?? '')).toMatchObject({ model: hostile, max_tokens: 1024, stream: true });
    expect(all).toHaveLength(13);
  });
});
