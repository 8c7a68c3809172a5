/** How a provider dresses a model's own name. What comes out is in lower case. */
type Undress = (name: string) => string;

const lastSegment: Undress = (name) => name.slice(name.lastIndexOf('/') + 1);

/** By provider; the names of the others stand as they are. */
const undressings: Readonly<Record<string, Undress>> = {
  // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html; `regional` is the price book's.
  bedrock: (name) =>
    lastSegment(name)
      .replace(/^(us-gov|us|eu|apac|au|jp|ca|sa|global|regional)\./, '')
      .replace(/:\d+$/, '')
      .replace(/-v\d+$/, ''),
  // https://docs.databricks.com/aws/en/machine-learning/foundation-model-apis/supported-models
  databricks: (name) =>
    name.replace(/^(system\.ai\.)?(databricks-)?/, '').replace(/^(gpt|gemini)-(\d)-(\d)(?=-|$)/, '$1-$2.$3'),
  // https://docs.fireworks.ai/getting-started/concepts: `accounts/<account>/models/<model>`.
  fireworks: lastSegment,
  gemini: lastSegment,
  // https://openrouter.ai/docs/guides/routing/model-variants
  openrouter: (name) => name.replace(/:[a-z]+$/, ''),
  // https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude: `claude-opus-4-1@20250805`.
  vertex: (name) =>
    lastSegment(name)
      .replace(/@(default|latest)$/, '')
      .replace('@', '-')
      .replace(/-maas$/, ''),
};

/** What a name may end with and still stand for the same family. */
const endings = [/-latest$/, /-20\d{2}-?\d{2}-?\d{2}$/, /-preview(-\d{2}-\d{2}|-\d{2}-20\d{2})?$/, /-00\d$/];

function familyOf(name: string): string {
  const shorter = endings.reduce((rest, ending) => rest.replace(ending, ''), name);
  // Anthropic's alias of the first models of a generation.
  return shorter.replace(/^(claude-(?:opus|sonnet)-4)-0$/, '$1');
}

/** The model's own name without what its provider dresses it with, in lower case. */
export function bareName(provider: string, model: string): string {
  const name = model.trim().toLowerCase();
  return undressings[provider]?.(name) ?? name;
}

/** The names to look a model up by, the closest first: its own, then its family's. */
export function spellings(provider: string, model: string): readonly string[] {
  const name = bareName(provider, model);
  return [...new Set([name, familyOf(name)])];
}

/** A model under the name that its maker gives it. */
export type Made = { readonly maker: string; readonly model: string };

const vendors: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  google: 'gemini',
  openai: 'openai',
  'x-ai': 'xai',
  xai: 'xai',
};

const beginnings: readonly (readonly [beginning: RegExp, maker: string])[] = [
  [/^claude-/, 'anthropic'],
  [/^gemini-/, 'gemini'],
  [/^gpt-\d/, 'openai'],
  [/^grok-/, 'xai'],
];

/** Who makes a model that another provider serves, and what it is called there; undefined where that is not known. */
export function madeBy(provider: string, model: string): Made | undefined {
  const [, vendor = '', name = ''] = /^(?:([a-z-]+)[./])?(.+)$/.exec(bareName(provider, model)) ?? [];
  const maker = vendor === '' ? beginnings.find(([beginning]) => beginning.test(name))?.[1] : vendors[vendor];
  if (maker === undefined || maker === provider) return undefined;
  return { maker, model: name.startsWith('claude-') ? name.replaceAll('.', '-') : name };
}
