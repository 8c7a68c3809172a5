import type { Effort } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';

/** What a model of OpenAI's can do, as far as its name tells. */
export type GptTraits = {
  /** True, false, or unknown: whether it thinks. */
  readonly reasons?: boolean;
  /** The words of effort that it takes, the least first; empty where unknown. */
  readonly efforts: readonly Effort[];
  /** True where it thinks only when asked to, and takes sampling settings while it does not. */
  readonly restsByDefault: boolean;
};

const plain: GptTraits = { reasons: false, efforts: [], restsByDefault: false };
const unknown: GptTraits = { efforts: [], restsByDefault: false };

/**
 * By the names of the models, the more exact first. https://platform.openai.com/docs/guides/reasoning and
 * https://platform.openai.com/docs/guides/latest-model say which words of effort each takes.
 */
const families: readonly (readonly [RegExp, GptTraits])[] = [
  [/^(ft:)?(gpt-3|gpt-4|chatgpt-)|^ft:|-chat(-latest)?$|-search-api/, plain],
  [/^gpt-5-pro/, { reasons: true, efforts: ['high'], restsByDefault: false }],
  [
    /^gpt-5(-\d{4}|-mini|-nano|$)/,
    { reasons: true, efforts: ['minimal', 'low', 'medium', 'high'], restsByDefault: false },
  ],
  [/^gpt-5-codex|^o\d/, { reasons: true, efforts: ['low', 'medium', 'high'], restsByDefault: false }],
  [/^gpt-5\.1-codex-max/, { reasons: true, efforts: ['low', 'medium', 'high', 'xhigh'], restsByDefault: false }],
  [/^gpt-5\.1-codex/, { reasons: true, efforts: ['low', 'medium', 'high'], restsByDefault: false }],
  [/^gpt-5\.1/, { reasons: true, efforts: ['none', 'low', 'medium', 'high'], restsByDefault: true }],
  [/^gpt-5\.\d+-pro/, { reasons: true, efforts: ['medium', 'high', 'xhigh'], restsByDefault: false }],
  [/^gpt-5\.\d+-codex/, { reasons: true, efforts: ['low', 'medium', 'high', 'xhigh'], restsByDefault: false }],
  [/^gpt-5\.[24]/, { reasons: true, efforts: ['none', 'low', 'medium', 'high', 'xhigh'], restsByDefault: true }],
  [
    /^gpt-5\.[6-9]/,
    { reasons: true, efforts: ['none', 'low', 'medium', 'high', 'xhigh', 'max'], restsByDefault: false },
  ],
  [/^gpt-5/, { reasons: true, efforts: ['none', 'low', 'medium', 'high', 'xhigh'], restsByDefault: false }],
];

/** What `model` can do. */
export function gptTraits(model: string): GptTraits {
  return families.find(([name]) => name.test(model))?.[1] ?? unknown;
}

const ladder: readonly string[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** The word that the model takes which is nearest to `effort`: the next one up, else its highest. */
export function nearestEffort({ efforts }: GptTraits, effort: string): string {
  const wanted = ladder.indexOf(effort);
  if (efforts.length === 0 || wanted === -1) return effort;
  return efforts.find((one) => ladder.indexOf(one) >= wanted) ?? efforts.at(-1) ?? effort;
}

const noVerbosity: readonly Feature[] = ['verbosity'];
const noSampling: readonly Feature[] = ['temperature', 'top_p', 'logprobs'];

/** What the model refuses: a model that thinks takes no sampling settings, one that does not no verbosity. */
export function gptLacks({ reasons, restsByDefault }: GptTraits, effort: Effort | undefined): ReadonlySet<Feature> {
  if (reasons === false) return new Set(noVerbosity);
  const rests = effort === undefined ? restsByDefault : effort === 'none';
  return new Set(reasons === true && !rests ? noSampling : []);
}
