/** What a part of a call's time went to. */
export type StepKind = 'gateway' | 'pause' | 'wait' | 'first token' | 'answer' | 'failed' | 'lost';

/** A part of a call's time, in milliseconds from the call's start. */
export type Step = {
  readonly kind: StepKind;
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** The attempt it belongs to, from 1; absent for what the gateway did for itself. */
  readonly attemptNo?: number;
};

type TimedAttempt = {
  readonly attemptNo: number;
  readonly purpose?: string;
  readonly provider: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly firstTokenMs: number | null;
  readonly status: string;
};

export type TimedCall = {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly streaming: boolean;
  readonly status: string;
  /** Milliseconds from the call's start to the end of each step. */
  readonly timings: Readonly<Record<string, number>> | null;
  readonly attempts: readonly TimedAttempt[];
};

/** Steps of the gateway before the first attempt, in their order, by the names of their marks. */
const gatewaySteps = [
  ['authenticated', 'Key checked'],
  ['received', 'Request read'],
  ['planned', 'Target chosen'],
] as const;

/** What the rest of the time went to where no provider was asked. */
const unasked: Readonly<Record<string, string>> = {
  refused: 'Until it was refused',
  succeeded: 'Answered by the gateway itself',
};

function beforeAttempts({ timings, durationMs, attempts, status }: TimedCall): Step[] {
  const steps: Step[] = [];
  let fromMs = 0;
  for (const [mark, label] of gatewaySteps) {
    const toMs = timings?.[mark];
    if (toMs === undefined || toMs < fromMs) continue;
    steps.push({ kind: 'gateway', label, fromMs, toMs });
    fromMs = toMs;
  }
  if (attempts.length === 0 && durationMs > fromMs) {
    const label = unasked[status] ?? 'Until the client left';
    steps.push({ kind: 'gateway', label, fromMs, toMs: durationMs });
  }
  return steps;
}

function startOf(call: TimedCall, attempt: TimedAttempt): number {
  const planned = call.timings?.planned;
  // The first leaves as soon as it is planned, which is known more finely than its instant.
  if (attempt.attemptNo === 1 && planned !== undefined) return planned;
  return Math.max(0, Date.parse(attempt.startedAt) - Date.parse(call.startedAt));
}

/** The attempt whose answer the client saw, else the last. */
function answeredBy({ attempts }: TimedCall): TimedAttempt | undefined {
  return attempts.findLast(({ status }) => status === 'succeeded') ?? attempts.at(-1);
}

/** What lies between the end of the attempts before and this one's start: a wait before a retry, as a rule. */
function pauseBefore(call: TimedCall, attempt: TimedAttempt): Step[] {
  const before = call.attempts.filter(({ attemptNo }) => attemptNo < attempt.attemptNo);
  if (before.length === 0) return [];
  const fromMs = Math.max(...before.map((each) => startOf(call, each) + each.durationMs));
  const toMs = startOf(call, attempt);
  // Attempts that started in the same instant as their forerunner's end were not waited for.
  if (toMs - fromMs < pauseMinMs) return [];
  return [{ kind: 'pause', label: 'Pause before it', fromMs, toMs, attemptNo: attempt.attemptNo }];
}

const pauseMinMs = 3;

/** When the provider's answer began; known of the attempt that answered. */
function headOf(call: TimedCall, span: { fromMs: number; toMs: number }): number | undefined {
  const head = call.timings?.head;
  return head !== undefined && head > span.fromMs && head < span.toMs ? head : undefined;
}

const endLabels: Readonly<Record<string, string>> = {
  failed: 'Until it failed',
  canceled: 'Answer, until the client left',
  truncated: 'Answer, until it broke off',
  interrupted: 'Answer, until the gateway died',
};

const failures: readonly string[] = ['failed', 'truncated', 'interrupted'];

function lastStep(call: TimedCall, attempt: TimedAttempt, isOnly: boolean): { kind: StepKind; label: string } {
  const { status } = attempt;
  if (status === 'canceled' && call.status !== 'canceled') return { kind: 'lost', label: 'Until another leg won' };
  const whole = isOnly ? 'Until the answer was whole' : call.streaming ? 'Answer streamed' : 'Answer read';
  return { kind: failures.includes(status) ? 'failed' : 'answer', label: endLabels[status] ?? whole };
}

function ofAttempt(call: TimedCall, attempt: TimedAttempt): Step[] {
  const { attemptNo, provider, firstTokenMs } = attempt;
  const startMs = startOf(call, attempt);
  const endMs = startMs + attempt.durationMs;
  const head = attempt === answeredBy(call) ? headOf(call, { fromMs: startMs, toMs: endMs }) : undefined;
  const first = firstTokenMs === null ? undefined : Math.min(startMs + firstTokenMs, endMs);
  const marks: readonly { kind: StepKind; label: string; toMs: number | undefined }[] = [
    { kind: 'wait', label: `Waiting for ${provider}`, toMs: head ?? first },
    { kind: 'first token', label: 'To the first token', toMs: head === undefined ? undefined : first },
    { ...lastStep(call, attempt, head === undefined && first === undefined), toMs: endMs },
  ];
  const steps = pauseBefore(call, attempt);
  let fromMs = startMs;
  for (const { kind, label, toMs } of marks) {
    if (toMs === undefined || toMs <= fromMs) continue;
    steps.push({ kind, label, fromMs, toMs, attemptNo });
    fromMs = toMs;
  }
  return steps;
}

/** Where a call's time went, in its order. */
export function timelineSteps(call: TimedCall): readonly Step[] {
  return [...beforeAttempts(call), ...call.attempts.flatMap((attempt) => ofAttempt(call, attempt))];
}
