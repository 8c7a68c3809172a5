import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const events = ['data: {"choices":[{"index":0,"delta":{"content":"Grüße"}}]}\n\n', 'data: [DONE]\n\n'];

describe('a streamed answer on the wire', () => {
  let upstream: TestUpstream;
  let gateway: TestGateway;

  beforeAll(async () => {
    upstream = await startUpstream(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of events) await new Promise((resolve) => response.write(event, resolve));
      response.end();
    });
    gateway = await startGateway({ providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1` }] });
  });

  afterAll(async () => {
    await gateway.close();
    await upstream.close();
  });

  /** What comes back over one connection for one call, asked `times` times in a row, until it is closed. */
  async function asked(version: string, times: number): Promise<string[]> {
    const messages = [{ role: 'user', content: 'hi' }];
    const stream_options = { include_usage: true };
    const body = JSON.stringify({ model: 'openai/gpt-4o-mini', messages, stream: true, stream_options });
    const socket = connect(gateway.port, '127.0.0.1');
    const answers: string[] = [];
    for (let turn = 1; turn <= times; turn++) {
      const connection = turn === times ? 'close' : 'keep-alive';
      const head = `POST /v1/chat/completions HTTP/${version}\r\nhost: test\r\nauthorization: Bearer ${gateway.key}\r\n`;
      const rest = `content-type: application/json\r\nconnection: ${connection}\r\ncontent-length: ${body.length}\r\n\r\n`;
      socket.write(head + rest + body);
      let text = '';
      const isWhole = () => text.endsWith('\r\n0\r\n\r\n') || socket.readableEnded;
      const take = (data: Buffer) => {
        text += data.toString('latin1');
      };
      socket.on('data', take);
      while (!isWhole()) await Promise.race([once(socket, 'data'), once(socket, 'end')]);
      socket.off('data', take);
      answers.push(text);
    }
    socket.destroy();
    return answers;
  }

  const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);

  it('comes in chunks that say their own lengths, and its connection serves the next call', async () => {
    const answers = await asked('1.1', 2);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer.toLowerCase()).toContain('\r\ntransfer-encoding: chunked\r\n');
      let rest = bodyOf(answer);
      let body = '';
      for (let size = -1; size !== 0; ) {
        const line = rest.indexOf('\r\n');
        size = Number.parseInt(rest.slice(0, line), 16);
        body += rest.slice(line + 2, line + 2 + size);
        expect(rest.slice(line + 2 + size, line + 4 + size)).toBe('\r\n');
        rest = rest.slice(line + 4 + size);
      }
      expect(rest).toBe('');
      expect(Buffer.from(body, 'latin1').toString()).toBe(events.join(''));
    }
  });

  it('comes as it is to a client that does not know chunks, and ends with its connection', async () => {
    const [answer = ''] = await asked('1.0', 1);
    expect(answer.toLowerCase()).not.toContain('transfer-encoding');
    expect(Buffer.from(bodyOf(answer), 'latin1').toString()).toBe(events.join(''));
  });
});
