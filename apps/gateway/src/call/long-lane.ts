import type { EgressError } from '@weir/egress/egress';
import { brokenOff, type Ending, type Lane, type LaneContext } from './lane.ts';

/** Usage stands near the end of an answer: this much of it is kept to be read. */
const tailBytesMax = 65_536;

/** The object under the last `"usage"` key in `tail`, wrapped so that it reads as an answer of its own. */
function usageBody(tail: Buffer): Buffer | undefined {
  const at = tail.lastIndexOf('"usage"');
  const from = tail.indexOf('{', at);
  if (at === -1 || from === -1) return undefined;
  let depth = 0;
  for (let index = from; index < tail.length; index++) {
    const byte = tail[index];
    if (byte === 0x7b) depth++;
    if (byte === 0x7d) depth--;
    if (depth === 0) return Buffer.concat([Buffer.from('{"usage":'), tail.subarray(from, index + 1), Buffer.from('}')]);
  }
  return undefined;
}

/** An answer too long to gather (embeddings, most often): passed on as it comes, one chunk behind. */
export class LongLane implements Lane {
  readonly #context: LaneContext;
  #tail = Buffer.alloc(0);
  #held: Buffer = Buffer.alloc(0);

  constructor(context: LaneContext, gathered: readonly Buffer[]) {
    this.#context = context;
    const length = context.upstreamHeaders['content-length'];
    if (length !== undefined) context.headers.push('content-length', length);
    context.begin();
    for (const chunk of gathered) this.data(chunk);
  }

  data(chunk: Buffer): Lane {
    if (this.#held.length > 0) this.#context.write(this.#held);
    this.#held = chunk;
    const joined = Buffer.concat([this.#tail, chunk.subarray(-tailBytesMax)]);
    this.#tail = joined.subarray(-tailBytesMax);
    return this;
  }

  end(): Ending {
    const { meter, provider, operation, status } = this.#context;
    const body = usageBody(this.#tail);
    if (body !== undefined) meter.take(provider.fromBody(operation, body), undefined);
    return { status: 'succeeded', answer: { kind: 'tail', status, bytes: this.#held } };
  }

  broken(error: EgressError): Ending {
    const { status } = this.#context;
    return brokenOff(error, (cause) => ({ kind: 'broken', status, framed: false, error: cause }));
  }
}
