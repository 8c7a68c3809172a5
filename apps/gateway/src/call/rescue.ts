import { provider } from '@weir/providers/registry';
import type { Candidate } from '@weir/routing/candidate';
import type { Step } from '@weir/routing/decision';
import type { CarriedAnswer } from './carried-answer.ts';
import type { Translation } from './translation.ts';
import type { Carry, Tried } from './try-target.ts';

type Made = Extract<Tried, { kind: 'made' }>;

/** At most so many targets are asked to carry an answer on: its client waits with half of it. */
const rescuersMax = 3;

/** An answer that broke off after its beginning went out. */
export type Broken = {
  readonly made: Made;
  readonly candidate: Candidate;
  readonly carried: CarriedAnswer;
  readonly steps: readonly Step[];
  /** False for a target that has refused this call for good. */
  readonly mayAsk: (candidate: Candidate) => boolean;
  /** Said as it is about to be asked: false where it has as many calls open as it may, or another call probes it. */
  readonly mayStart: (candidate: Candidate) => boolean;
  /** Milliseconds until a target may be asked without hammering its provider. */
  readonly calmWaitMs: (candidate: Candidate) => number;
  /** Makes one more Attempt; its answer goes on with the client's stream. */
  readonly attempt: (candidate: Candidate, carry: Carry) => Promise<Tried>;
  /** Told why an Attempt was made or did not help, for the receipt. */
  readonly note: (reason: string) => void;
  /** False once the time for the call is over. */
  readonly hasTime: () => boolean;
};

/** What comes after one try to carry the answer on. */
type Following = 'over' | 'next' | 'without_prefill';

/** True where an answer may be carried on at all: a stream of one plain text, of which nothing is kept to a form. */
export function mayCarry({ request, context }: Translation): boolean {
  const { streaming, output, sampling, modalities } = request;
  const plain = output === undefined || output.kind === 'text';
  const onlyText = modalities === undefined || modalities.every((modality) => modality === 'text');
  const single = (sampling.n ?? 1) === 1 && sampling.logprobs !== true;
  return streaming && plain && onlyText && single && context.asArray !== true;
}

/** Other targets first, the one that broke off last: it may be well again. Those that can be asked now before all that must wait. */
function rescuersOf({ steps, candidate, mayAsk, calmWaitMs }: Broken): readonly Candidate[] {
  const all = steps.flatMap((step) => (step.kind === 'single' ? [step.candidate] : step.legs));
  const others = new Map(all.map((one) => [one.id, one]));
  others.delete(candidate.id);
  const asked = [...others.values(), candidate].filter(mayAsk).map((one) => ({ one, waitMs: calmWaitMs(one) }));
  return asked.sort((left, right) => left.waitMs - right.waitMs).map(({ one }) => one);
}

/** The words to go on from, where the target can; vendors refuse white space at their end. */
function prefillFor({ made, carried }: Broken, candidate: Candidate): string | undefined {
  const request = made.prepared.translation?.request;
  const goesOn = provider(candidate.provider)?.goesOnFromPrefill;
  if (request === undefined || goesOn?.(request, candidate.model) !== true) return undefined;
  const prefill = carried.openText?.trimEnd();
  return prefill === '' ? undefined : prefill;
}

async function ask(broken: Broken, candidate: Candidate, prefill: string | undefined): Promise<Following> {
  const { carried, attempt, note } = broken;
  let diverged = false;
  let drop: (() => void) | undefined;
  const onDiverged = () => {
    diverged = true;
    // Once the frame at hand is read: the relay is in the middle of it.
    queueMicrotask(() => drop?.());
  };
  const tried = await attempt(candidate, {
    prefill,
    sink: () => carried.nextSink(prefill === undefined ? 'again' : 'prefill', onDiverged),
    onSent: (relay) => {
      drop = () => relay.drop();
    },
  });
  if (tried.kind !== 'made') return 'next';
  const { outcome } = tried;
  if (!diverged && (outcome.status === 'succeeded' || outcome.answer.kind === 'gone')) return 'over';
  note(diverged ? `${candidate.id} began another answer` : `${candidate.id} could not carry it on`);
  const refusedPrefill = prefill !== undefined && outcome.failure?.code === 'bad_request';
  return refusedPrefill ? 'without_prefill' : 'next';
}

/**
 * Lets other targets carry on a text answer that broke off: from its words on where a target can go on from them, else
 * with an answer of its own that begins with them. Whether they did, the answer itself says.
 */
export async function rescue(broken: Broken): Promise<void> {
  const { carried, hasTime, mayStart } = broken;
  const mayGoOn = () => carried.openText !== undefined && hasTime();
  let asked = 0;
  for (const candidate of rescuersOf(broken)) {
    if (!mayGoOn() || asked === rescuersMax) return;
    if (!mayStart(candidate)) continue;
    asked += 1;
    let following = await ask(broken, candidate, prefillFor(broken, candidate));
    if (following === 'without_prefill' && mayGoOn()) following = await ask(broken, candidate, undefined);
    if (following === 'over') return;
  }
}
