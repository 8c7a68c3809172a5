import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';

type Schema = {
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly minimum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly items?: Schema | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly propertyNames?: Schema | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly $ref?: string | undefined;
  readonly $defs?: Readonly<Record<string, Schema>> | undefined;
};

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    minimum: z.number().optional(),
    minItems: z.number().optional(),
    items: schema.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    propertyNames: schema.optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    $ref: z.string().optional(),
    $defs: z.record(z.string(), schema).optional(),
  }),
);

/** What a field of text may want, for the parser to choose from. */
const texts: readonly (() => string)[] = [
  () => `sample-${uuidv7()}`,
  () => `sample-${uuidv7()}@example.org`,
  () => '1',
  () => 'openai',
  () => 'Europe/Zurich',
  () => new Date(Date.now() + 3_600_000).toISOString(),
  () => 'https://example.org/v1',
];

export type Sampling = {
  /** Stands wherever an id does. */
  readonly id: () => string;
  /** Also fills in fields that need not be there, where they are ids or lists of them. */
  readonly withIds?: boolean;
};

type Making = Sampling & {
  /** What `$ref` refers to. */
  readonly parts: Readonly<Record<string, Schema>>;
  /** What the parser has not refused yet: the id first, where one belongs. */
  readonly textAt: (path: string, isOfId: boolean) => string;
};

/** A field that names a thing of ours: by its form, or by its own name where ids are numbers. */
function isId(name: string, { format, items, anyOf }: Schema): boolean {
  if (format === 'uuid' || /^id$|Ids?$/.test(name)) return true;
  return (items !== undefined && isId('', items)) || (anyOf?.some((each) => isId('', each)) ?? false);
}

function recordOf({ propertyNames, additionalProperties }: Schema, path: string, making: Making): object {
  const name = propertyNames?.enum?.[0] ?? 'sample';
  const of = typeof additionalProperties === 'object' ? additionalProperties : {};
  return { [String(name)]: valueFor(of, `${path}.${String(name)}`, making) };
}

function objectOf(of: Schema, path: string, making: Making): object {
  const { properties, required = [] } = of;
  if (properties === undefined) return recordOf(of, path, making);
  const wanted = Object.entries(properties).filter(
    ([name, field]) => required.includes(name) || (making.withIds === true && isId(name, field)),
  );
  return Object.fromEntries(wanted.map(([name, field]) => [name, valueFor(field, `${path}.${name}`, making)]));
}

/** True for what takes anything at all. */
function isOpen({ type, properties, additionalProperties }: Schema): boolean {
  return type === undefined && properties === undefined && additionalProperties === undefined;
}

function valueFor(of: Schema, path: string, making: Making): unknown {
  if (of.$ref !== undefined) return valueFor(making.parts[of.$ref.replace('#/$defs/', '')] ?? {}, path, making);
  const [choice] = of.anyOf ?? of.oneOf ?? [];
  if (choice !== undefined) return valueFor(choice, path, making);
  if (of.const !== undefined) return of.const;
  // Of roles and the like the last, which is the least: the first is what only owners may give.
  if (of.enum !== undefined) return of.enum.at(-1);
  if (isOpen(of)) return 'sample';
  switch (of.type) {
    case 'string':
      return making.textAt(path, isId(path.replace(/^.*\./, ''), of));
    case 'integer':
    case 'number':
      return of.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return isId('', of) || (of.minItems ?? 0) > 0 ? [valueFor(of.items ?? {}, path, making)] : [];
    default:
      return objectOf(of, path, making);
  }
}

const pathOf = (path: readonly PropertyKey[]) =>
  path
    .filter((part) => typeof part !== 'number')
    .map((part) => `.${String(part)}`)
    .join('');

/**
 * An input that `input` takes, with made-up values. Where the schema does not say enough, such as which text is a time
 * zone, the parser is asked until it is content. Throws where it never is.
 */
export function sampleInput(input: z.ZodType, sampling: Sampling): Readonly<Record<string, unknown>> {
  const root = schema.parse(z.toJSONSchema(input, { io: 'input' }));
  const refusals = new Map<string, number>();
  const textAt = (path: string, isOfId: boolean) => {
    const candidates = isOfId ? [sampling.id, uuidv7, ...texts] : texts;
    return candidates[refusals.get(path) ?? 0]?.() ?? '';
  };
  for (let round = 0; round <= texts.length + 2; round += 1) {
    const sample = objectOf(root, '', { ...sampling, textAt, parts: root.$defs ?? {} });
    const { error } = input.safeParse(sample);
    if (error === undefined) return Object.fromEntries(Object.entries(sample));
    const refused = new Set(error.issues.map(({ path }) => pathOf(path)));
    for (const path of refused) refusals.set(path, (refusals.get(path) ?? 0) + 1);
  }
  throw new Error(`No sample is sound for ${JSON.stringify(root)}: give \`texts\` what it wants.`);
}

/** True for an input that names things of ours, and which of its ids must be there. */
export function idsOf(input: z.ZodType): { readonly any: boolean; readonly required: boolean } {
  const { properties = {}, required = [] } = schema.parse(z.toJSONSchema(input, { io: 'input' }));
  const names = Object.entries(properties).filter(([name, field]) => isId(name, field));
  return { any: names.length > 0, required: names.some(([name]) => required.includes(name)) };
}
