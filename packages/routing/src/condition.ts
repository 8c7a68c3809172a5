import { z } from 'zod';

/** Facts of a call that a rule can ask for by a fixed name. */
export const factNames = [
  ...(['operation', 'streaming', 'input_tokens', 'output_tokens_max', 'needs', 'task'] as const),
  ...(['temperature', 'reasoning_effort', 'session', 'user', 'hour', 'weekday'] as const),
] as const;

/** A fixed name, `metadata.NAME` of the request or `attributes.NAME` of the gateway key. */
const fact = z.union([
  z.enum(factNames),
  z.templateLiteral([z.literal('metadata.'), z.string().min(1).max(64)], 'must be metadata.NAME'),
  z.templateLiteral([z.literal('attributes.'), z.string().min(1).max(64)], 'must be attributes.NAME'),
]);
export type FactName = z.infer<typeof fact>;

const text = z.string().max(256);

/** One rule about one fact. `has` asks a list, `over` and `under` a number; an absent fact meets `is_not` alone. */
const rule = z.discriminatedUnion('op', [
  z.strictObject({ fact, op: z.enum(['is', 'is_not']), value: z.union([text, z.number(), z.boolean()]) }),
  z.strictObject({
    fact,
    op: z.literal('in'),
    value: z
      .array(z.union([text, z.number()]))
      .min(1)
      .max(64),
  }),
  z.strictObject({ fact, op: z.literal('has'), value: text }),
  z.strictObject({ fact, op: z.enum(['over', 'under']), value: z.number() }),
]);
export type Rule = z.infer<typeof rule>;

export type Condition =
  | Rule
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** A condition of a route: one rule, or rules joined by `all`, `any` and `not`. */
export const condition: z.ZodType<Condition, Condition> = z
  .lazy(() =>
    z.union([
      rule,
      z.strictObject({ all: z.array(condition).min(1).max(16) }),
      z.strictObject({ any: z.array(condition).min(1).max(16) }),
      z.strictObject({ not: condition }),
    ]),
  )
  .meta({ id: 'Condition' });
