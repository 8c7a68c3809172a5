/** A provider's refusal of a key, or of a model under a key, as processes tell one another: the later of two counts. */
export type Refusal = {
  /** False once it was taken back. */
  readonly refused: boolean;
  readonly atMs: number;
  /** When a call may try it again. */
  readonly untilMs: number;
  readonly code: string;
  readonly status?: number | undefined;
  /** Which secret was refused, as a number that gives nothing of it away. */
  readonly secret?: number | undefined;
};

const benchMs = 300_000;

/** A number for a secret's tag (FNV-1a): equal for equal tags, and of no other use. */
export function secretNumber(tag: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < tag.length; at++) hash = Math.imul(hash ^ tag.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

type Refused = { readonly code: string; readonly status?: number; readonly secretTag?: string; readonly atMs: number };

/** Kept out for 5 minutes, then tried by one call. */
export function refusalOf({ code, status, secretTag, atMs }: Refused): Refusal {
  return {
    refused: true,
    atMs,
    untilMs: atMs + benchMs,
    code,
    ...(status === undefined ? {} : { status }),
    ...(secretTag === undefined ? {} : { secret: secretNumber(secretTag) }),
  };
}

/** Taken back: the key has worked since, or its secret is another. */
export function takenBack(refusal: Refusal, atMs: number): Refusal {
  return { ...refusal, refused: false, atMs: Math.max(atMs, refusal.atMs + 1), untilMs: 0 };
}

/** Whether a key is left alone, may be tried by one call, or is well. */
export function benchOf(refusal: Refusal | undefined, nowMs: number): 'well' | 'benched' | 'probe' {
  if (refusal?.refused !== true) return 'well';
  return nowMs < refusal.untilMs ? 'benched' : 'probe';
}
