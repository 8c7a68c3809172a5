import type { EgressError } from '@weir/egress/egress';
import type { LocalAnswer } from '@weir/providers/provider';
import { describe, expect, it } from 'vitest';
import { answerLocally } from './upstream.ts';

const http = { method: 'POST', url: '', headers: {}, body: Buffer.alloc(0), usageChunkAdded: false } as const;
const timeouts = { connectMs: 10, firstByteMs: 10, stallMs: 10, totalMs: 60 };
const chunks = ['a', 'b', 'c'].map((text) => ({ afterMs: 5, bytes: Buffer.from(text) }));

function play(
  answer: Partial<LocalAnswer>,
  listen?: (said: string[], call: () => ReturnType<typeof answerLocally>) => void,
) {
  const said: string[] = [];
  return new Promise<{ said: string[]; error?: EgressError }>((resolve) => {
    const whole = { status: 200, headers: {}, chunks, cut: false, ...answer };
    const call = answerLocally(
      { upstream: () => whole, seed: 1, nowMs: 0 },
      { http, operation: 'chat', headers: {}, timeouts },
      {
        head: (status) => said.push(`head ${status}`),
        data: (chunk) => {
          said.push(chunk.toString());
          listen?.(said, () => call);
        },
        end: () => resolve({ said }),
        error: (error) => resolve({ said, error }),
      },
    );
  });
}

describe('a local upstream', () => {
  it('delivers head, chunks and end in order', async () => {
    expect(await play({})).toEqual({ said: ['head 200', 'a', 'b', 'c'] });
  });

  it('reports a cut as the network would', async () => {
    expect(await play({ cut: true })).toMatchObject({ said: ['head 200', 'a', 'b', 'c'], error: { code: 'network' } });
  });

  it('keeps the time limit', async () => {
    const slow = [{ afterMs: 5_000, bytes: Buffer.from('late') }];
    expect(await play({ chunks: slow })).toMatchObject({ said: ['head 200'], error: { code: 'timeout' } });
  });

  it('says nothing after an abort but that', async () => {
    const outcome = await play({}, (said, call) => said.length === 2 && call().abort());
    expect(outcome).toMatchObject({ said: ['head 200', 'a'], error: { code: 'aborted' } });
  });

  it('waits while it is paused', async () => {
    const outcome = play({}, (said, call) => {
      if (said.length !== 2) return;
      call().pause();
      setTimeout(() => {
        said.push('resumed');
        call().resume();
      }, 20);
    });
    expect(await outcome).toEqual({ said: ['head 200', 'a', 'resumed', 'b', 'c'] });
  });
});
