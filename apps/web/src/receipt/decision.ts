/** A target that was looked at. */
export type Candidate = {
  readonly provider: string;
  readonly model: string;
  readonly providerKeyId: string | null;
  /** Why it was not chosen; null for the choice and for those behind it. */
  readonly excluded: string | null;
};

/** The target's language, and what of the request it was sent without. */
export type Translation = { readonly language: string; readonly dropped: readonly string[] };

/** Why a call went where it went. */
export type Decision = {
  readonly requestedModel: string;
  readonly resolvedBy: string;
  readonly considered: readonly Candidate[];
  /** How the request was put into other words than the client's; undefined where it went as it came. */
  readonly translation?: Translation;
};

const ways: Readonly<Record<string, string>> = {
  'provider/model': 'The name says the provider.',
  'bare name': "The first of the project's provider keys, in their order, whose provider serves this model.",
  sandbox: 'The sandbox answers by itself, without a provider key.',
  'pinned key': 'A trial of one provider key: no other may answer.',
};

function textAt(value: object, name: string): string | null {
  const text: unknown = Reflect.get(value, name);
  return typeof text === 'string' ? text : null;
}

function candidateOf(value: unknown): Candidate[] {
  if (typeof value !== 'object' || value === null) return [];
  const [provider, model] = [textAt(value, 'provider'), textAt(value, 'model')];
  if (provider === null || model === null) return [];
  return [{ provider, model, providerKeyId: textAt(value, 'providerKeyId'), excluded: textAt(value, 'excluded') }];
}

/** The language of a client that asks for `operation`; undefined where only the words of a conversation have names. */
export function languageOf(operation: string): string | undefined {
  return languages[operation];
}

const languages: Readonly<Record<string, string>> = {
  chat: "OpenAI's Chat Completions",
  responses: "OpenAI's Responses",
  messages: "Anthropic's Messages",
  generate_content: "Gemini's generateContent",
  converse: "Bedrock's Converse",
  cohere: "Cohere's Chat",
  completions: "OpenAI's legacy Completions",
  embeddings: "OpenAI's Embeddings",
  gemini_embed: "Gemini's embedContent",
};

function translationOf(value: object): Pick<Decision, 'translation'> {
  const translation: unknown = Reflect.get(value, 'translation');
  if (typeof translation !== 'object' || translation === null) return {};
  const [language, dropped] = [textAt(translation, 'language'), Reflect.get(translation, 'dropped')];
  if (language === null) return {};
  const names = Array.isArray(dropped) ? dropped.filter((name) => typeof name === 'string') : [];
  return { translation: { language: languages[language] ?? language, dropped: names } };
}

/** The decision that a call's record holds; undefined where it holds none, such as of a refused call. */
export function decisionOf(value: unknown): Decision | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const considered: unknown = Reflect.get(value, 'considered');
  const [requestedModel, resolvedBy] = [textAt(value, 'requestedModel'), textAt(value, 'resolvedBy')];
  if (requestedModel === null || resolvedBy === null || !Array.isArray(considered)) return undefined;
  return { requestedModel, resolvedBy, considered: considered.flatMap(candidateOf), ...translationOf(value) };
}

/** How the model's name was understood, in words. */
export function wayOf({ resolvedBy }: Decision): string {
  return ways[resolvedBy] ?? resolvedBy;
}

/** How a candidate stands: the first that nothing spoke against was chosen. */
export function standingOf({ considered }: Decision, candidate: Candidate): 'chosen' | 'excluded' | 'not needed' {
  if (candidate.excluded !== null) return 'excluded';
  return considered.find(({ excluded }) => excluded === null) === candidate ? 'chosen' : 'not needed';
}
