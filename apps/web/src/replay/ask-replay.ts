import type { RoutePlan } from '@weir/routing/route-plan';
import type { ReplayEvent, ReplayReport } from '@weir/services/routes/replay-view';
import { bytesOf } from '../playground/event-stream.ts';

/** What is replayed, and who is told how far it is. */
export type AskedReplay = {
  /** The slug of the organization. */
  readonly organization: string;
  readonly routeId: string;
  readonly plan: RoutePlan;
  readonly days: number;
  readonly calls: 'route' | 'project';
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReplayProgress) => void;
};

export type ReplayProgress = { readonly done: number; readonly of: number };

/** How a replay ended. */
export type ReplayEnd =
  | { readonly kind: 'report'; readonly report: ReplayReport }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

type Line = ReplayEvent | { readonly kind: 'failed'; readonly message: string };

const brokenOff = 'The replay broke off before its end. Start it again.';

/** Lines of our own server, each a whole value. */
function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

/** The lines of an answer, however the network cut them. */
export async function* linesIn(body: AsyncIterable<Uint8Array>): AsyncIterable<Line> {
  const decoder = new TextDecoder();
  let held = '';
  for await (const bytes of body) {
    held += decoder.decode(bytes, { stream: true });
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) {
      const value: unknown = JSON.parse(line);
      if (isLine(value)) yield value;
    }
  }
}

async function refusalIn(response: Response): Promise<string> {
  const otherwise = `This instance answered with ${response.status} and no reason.`;
  const value: unknown = await response.json().catch(() => undefined);
  const detail: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'detail') : undefined;
  return typeof detail === 'string' ? detail : otherwise;
}

async function endOf(body: ReadableStream<Uint8Array>, { onProgress }: AskedReplay): Promise<ReplayEnd> {
  for await (const line of linesIn(bytesOf(body))) {
    if (line.kind !== 'progress') return line;
    onProgress(line);
  }
  return { kind: 'failed', message: brokenOff };
}

/** Replays recorded calls under a plan, to the end. Never rejects. */
export async function askReplay(asked: AskedReplay): Promise<ReplayEnd> {
  const { organization, routeId, plan, days, calls, signal } = asked;
  try {
    const response = await fetch(`/api/replay/${organization}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-weir-client': 'web' },
      body: JSON.stringify({ id: routeId, plan, days, calls }),
      signal,
    });
    if (!response.ok || response.body === null) return { kind: 'failed', message: await refusalIn(response) };
    return await endOf(response.body, asked);
  } catch {
    if (signal.aborted) return { kind: 'stopped' };
    return { kind: 'failed', message: brokenOff };
  }
}
