import { asObject, type JsonObject, textAt } from '../../json-read.ts';

type Path = readonly (string | number)[];
type Slot = Map<string | number, unknown>;

/** Paths nest as deep as arguments do; a longer one is cut. */
const depthMax = 100;
const segment = /\.([^.[\]]+)|\[(\d{1,6})\]|\['((?:[^'\\]|\\.)*)'\]/g;

/** The steps of a JSON path like `$.rooms[0].name` (RFC 9535, as far as the API uses it). */
function stepsOf(path: string): Path {
  const steps: (string | number)[] = [];
  for (const [, name, index, quoted] of path.matchAll(segment)) {
    if (steps.length === depthMax) break;
    steps.push(index === undefined ? (name ?? quoted ?? '') : Number(index));
  }
  return steps;
}

const valueFields = ['stringValue', 'numberValue', 'boolValue'] as const;

function pieceValue(piece: JsonObject): unknown {
  const field = valueFields.find((one) => piece[one] !== undefined);
  return field === undefined ? null : piece[field];
}

function slotAt(slot: Slot, step: string | number): Slot {
  const inner = slot.get(step);
  if (inner instanceof Map) return inner;
  const created: Slot = new Map();
  slot.set(step, created);
  return created;
}

function valueIn(slot: unknown): unknown {
  if (!(slot instanceof Map)) return slot;
  const entries: [string | number, unknown][] = [...slot].map(([step, inner]) => [step, valueIn(inner)]);
  return entries.length > 0 && entries.every(([step]) => typeof step === 'number')
    ? entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value)
    : Object.fromEntries(entries);
}

/**
 * Arguments that come in pieces by their paths (Vertex, `streamFunctionCallArguments`:
 * https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling). Texts of one path are joined.
 */
export class PartialArgs {
  readonly #root: Slot = new Map();
  readonly #whole: JsonObject | undefined;

  /** `whole` where arguments came in one piece. */
  constructor(whole?: JsonObject) {
    this.#whole = whole;
  }

  take(pieces: readonly unknown[]): void {
    for (const one of pieces) {
      const piece = asObject(one);
      const steps = stepsOf(textAt(piece, 'jsonPath') ?? '');
      const last = steps.at(-1);
      if (piece === undefined || last === undefined) continue;
      const holder = steps.slice(0, -1).reduce<Slot>(slotAt, this.#root);
      const value = pieceValue(piece);
      const before = holder.get(last);
      holder.set(last, typeof value === 'string' && typeof before === 'string' ? before + value : value);
    }
  }

  /** What the pieces so far come to. */
  value(): JsonObject {
    const pieces = asObject(valueIn(this.#root)) ?? {};
    return this.#whole === undefined ? pieces : { ...this.#whole, ...pieces };
  }
}

/** The arguments that these pieces come to. */
export function objectOfPartialArgs(pieces: readonly unknown[]): JsonObject {
  const partial = new PartialArgs();
  partial.take(pieces);
  return partial.value();
}
