import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import type { Script } from './script.ts';

function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.write(bytes, () => resolve());
  });
}

/** Sends an answer step by step, each step a write of its own, and enters into the ledger how far it came. */
export async function play(
  response: ServerResponse,
  script: Script,
  book: { id: string; ledger: Ledger },
): Promise<void> {
  const { id, ledger } = book;
  let gone = false;
  response.once('close', () => {
    gone = !response.writableFinished;
    if (gone && script.ending !== 'cut') ledger.end(id, script.ending === 'stall' ? 'stalled' : 'client left');
  });
  if (script.headAfterMs > 0) await sleep(script.headAfterMs);
  if (gone) return;
  if (script.headless === true) {
    if (script.ending !== 'cut') return;
    ledger.end(id, 'cut');
    for (const { bytes } of script.steps) response.socket?.write(bytes);
    if (script.steps.length > 0) {
      response.socket?.end();
      return;
    }
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(script.status, script.headers);
  response.flushHeaders();
  for (const step of script.steps) {
    // A turn of its own keeps two writes from leaving as one.
    await (step.afterMs > 0 ? sleep(step.afterMs) : nextTurn());
    if (gone) return;
    await write(response, step.bytes);
    if (step.reportsUsage === true && script.usage !== undefined) ledger.usageSent(id);
  }
  if (script.ending === 'complete') response.end(() => ledger.end(id, 'complete'));
  if (script.ending === 'cut') {
    ledger.end(id, 'cut');
    response.socket?.destroy();
  }
}
