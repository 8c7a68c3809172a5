/** What a call may be told besides what is said; empty text leaves it to the model. */
export type Parameters = {
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  /** The name under which the limit is sent: newer models of some providers know only the second. */
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
  readonly seed: string;
  /** Words at which the model stops, a line each. */
  readonly stop: string;
};

export const noParameters: Parameters = {
  temperature: '',
  topP: '',
  maxTokens: '',
  limitName: 'max_tokens',
  seed: '',
  stop: '',
};

/** The fields of the page's URL that hold parameters. */
export const parameterFields = {
  temperature: 'temperature',
  topP: 'top_p',
  maxTokens: 'max',
  limitName: 'limit',
  seed: 'seed',
  stop: 'stop',
} as const satisfies Record<keyof Parameters, string>;

/** The parameters that a URL names. */
export function readParameters(query: URLSearchParams): Parameters {
  const text = (name: keyof Parameters) => query.get(parameterFields[name]) ?? '';
  return {
    temperature: text('temperature'),
    topP: text('topP'),
    maxTokens: text('maxTokens'),
    limitName: text('limitName') === 'max_completion_tokens' ? 'max_completion_tokens' : 'max_tokens',
    seed: text('seed'),
    stop: text('stop'),
  };
}

/** A parameter as a field of the page's URL; undefined where it says nothing. */
export function parameterQuery(name: keyof Parameters, value: string): Record<string, string | undefined> {
  return { [parameterFields[name]]: value === noParameters[name] ? undefined : value };
}

type Rule = { readonly isWhole: boolean; readonly range?: readonly [number, number] };

const rules = {
  temperature: { isWhole: false, range: [0, 2] },
  topP: { isWhole: false, range: [0, 1] },
  maxTokens: { isWhole: true, range: [1, 1_000_000] },
  seed: { isWhole: true },
} as const satisfies Partial<Record<keyof Parameters, Rule>>;

export type NumberParameter = keyof typeof rules;

/** What is wrong with the text of a parameter; undefined where it is a number that may be sent, or empty. */
export function parameterFault(name: NumberParameter, text: string): string | undefined {
  if (text.trim() === '') return undefined;
  const { isWhole, range }: Rule = rules[name];
  const value = Number(text);
  if (!Number.isFinite(value)) return 'Enter a number.';
  if (isWhole && !Number.isSafeInteger(value)) return 'Enter a whole number.';
  if (range === undefined || (value >= range[0] && value <= range[1])) return undefined;
  return `From ${range[0]} to ${range[1]}.`;
}

const numberNames: readonly NumberParameter[] = ['temperature', 'topP', 'maxTokens', 'seed'];

/** True where all parameters may be sent. */
export function areSendable(parameters: Parameters): boolean {
  return numberNames.every((name) => parameterFault(name, parameters[name]) === undefined);
}

function numberOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

/** The parameters as they travel in a chat completion. */
export function toBody({ temperature, topP, maxTokens, limitName, seed, stop }: Parameters): Record<string, unknown> {
  const words = stop.split('\n').filter((line) => line !== '');
  const fields: Record<string, unknown> = {
    temperature: numberOf(temperature),
    top_p: numberOf(topP),
    [limitName]: numberOf(maxTokens),
    seed: numberOf(seed),
    stop: words.length === 0 ? undefined : words,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
