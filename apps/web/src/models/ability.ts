import type { ModelView } from '@weir/services/catalog/list-models';

/** What a model can do beyond text, as the URL names it. */
export const abilities = ['image', 'document', 'audio', 'tools', 'structured', 'reasoning'] as const;
export type Ability = (typeof abilities)[number];

type Able = Pick<ModelView, 'capabilities'>;
type Input = NonNullable<ModelView['capabilities']['inputs']>[number];

/** True, false, or null where it is not known. */
type Known = boolean | null;

const reads =
  (input: Input) =>
  ({ capabilities: { inputs } }: Able): Known =>
    inputs === null ? null : inputs.includes(input);

/** In few words, and what it is, in a sentence's end. */
type Words = { readonly name: string; readonly does: string; readonly of: (model: Able) => Known };

const table: Readonly<Record<Ability, Words>> = {
  image: { name: 'Images', does: 'reads images', of: reads('image') },
  document: { name: 'Documents', does: 'reads documents (PDF)', of: reads('document') },
  audio: { name: 'Audio', does: 'hears audio', of: reads('audio') },
  tools: { name: 'Tools', does: 'calls tools', of: ({ capabilities }) => capabilities.tools },
  structured: {
    name: 'Structured output',
    does: 'answers by a JSON schema',
    of: ({ capabilities }) => capabilities.structuredOutput,
  },
  reasoning: {
    name: 'Reasoning',
    does: 'thinks before it answers',
    of: ({ capabilities }) => capabilities.reasoning,
  },
};

export const abilityName = (ability: Ability): string => table[ability].name;

/** What a model with the ability does: `reads images`. */
export const abilityWords = (ability: Ability): string => table[ability].does;

/** Whether the model can; null where that is not known. */
export const knownOf = (model: Able, ability: Ability): Known => table[ability].of(model);

/** True where it is known that the model can. */
export const isAble = (model: Able, ability: Ability): boolean => knownOf(model, ability) === true;

/** The abilities that a field of the URL names, such as `tools,image`. */
export function abilitiesIn(text: string | undefined): readonly Ability[] {
  const named = text?.split(',') ?? [];
  return abilities.filter((ability) => named.includes(ability));
}
