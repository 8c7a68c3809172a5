import { statedGeminiUsage } from '@weir/testing/stated-usage';
import { type Json, list } from './json.ts';
import { Draft, type Statement } from './statement.ts';

const filters =
  /^(SAFETY|RECITATION|BLOCKLIST|PROHIBITED_CONTENT|SPII|IMAGE_SAFETY|IMAGE_PROHIBITED_CONTENT|IMAGE_RECITATION|LANGUAGE|MODEL_ARMOR)$/;

/** The Vertex SDK of old recorded enumerations by their numbers. */
function finishOf(word: string | number, hasCalls: boolean): string {
  if (word === 'STOP' || word === 1) return hasCalls ? 'tool_calls' : 'stop';
  if (word === 'MAX_TOKENS' || word === 2) return 'length';
  return filters.test(String(word)) ? 'content_filter' : 'other';
}

/** Puts a streamed argument (`$.a.b[0]`) where its path says; texts grow. */
function place(args: Json, path: string, value: Json): void {
  const keys = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(([, name, index, quoted]) =>
    index === undefined ? (name ?? quoted ?? '') : Number(index),
  );
  let at = args;
  keys.forEach((key, position) => {
    if (position < keys.length - 1) {
      at[key] ??= typeof keys[position + 1] === 'number' ? [] : {};
      at = at[key];
    } else at[key] = typeof at[key] === 'string' && typeof value === 'string' ? at[key] + value : value;
  });
}

/** A call comes whole (`args`), or in pieces (`partialArgs`, `willContinue`): pieces without a name belong to the open one. */
class Calls {
  readonly #calls: { id: string | undefined; name: string; args: Json }[] = [];
  #open = false;
  #waits = false;

  take(call: Json): void {
    this.#waits = true;
    const last = this.#calls.at(-1);
    if (!this.#open || last === undefined || call.name)
      this.#calls.push({ id: call.id, name: call.name ?? '', args: {} });
    const current = this.#calls.at(-1);
    if (current === undefined) return;
    if (call.args) Object.assign(current.args, call.args);
    for (const piece of list(call.partialArgs)) {
      const value = piece.stringValue ?? piece.numberValue ?? piece.boolValue ?? null;
      place(current.args, piece.jsonPath, value);
    }
    this.#open = call.willContinue === true;
  }

  into(draft: Draft): void {
    this.#calls.forEach(({ id, name, args }, index) => {
      Object.assign(draft.call(index), { id, name, text: JSON.stringify(args) });
    });
  }

  /** A call that Gemini answered itself is not waited for. */
  answered(): void {
    this.#waits = false;
  }

  get wait(): boolean {
    return this.#waits;
  }
}

function readPart(draft: Draft, calls: Calls, part: Json): void {
  if (part.functionCall) calls.take(part.functionCall);
  else if (typeof part.text === 'string' && part.thought === true) draft.reasoning += part.text;
  else if (typeof part.text === 'string') draft.text += part.text;
  else if (part.inlineData) draft.images += String(part.inlineData.mimeType).startsWith('image/') ? 1 : 0;
  else if (part.functionResponse) {
    calls.answered();
    draft.others.push('functionResponse');
  } else draft.others.push(Object.keys(part).find((key) => key !== 'thoughtSignature') ?? 'thoughtSignature');
}

/** Searches are charged by the different query from Gemini 3 on, before by the answer that made any. */
function searchesIn(documents: readonly Json[]): { searches?: number } {
  const candidates = documents.flatMap((document) => list(document.candidates));
  const queries = new Set(candidates.flatMap((candidate) => list(candidate.groundingMetadata?.webSearchQueries)));
  queries.delete('');
  if (queries.size === 0) return {};
  const model = documents.map((document) => document.modelVersion).findLast(Boolean) ?? '';
  return { searches: /gemini-([3-9]|\d\d)/.test(model) ? queries.size : 1 };
}

/** What a generateContent answer says: the whole, or the chunks of a stream in order. */
export function readGemini(documents: readonly Json[]): Statement {
  const candidates = new Map<number, { draft: Draft; calls: Calls; word?: string | number }>();
  let report: Json = {};
  let failed = false;
  let blocked = false;
  for (const document of documents) {
    if (document.error) failed = true;
    if (document.promptFeedback?.blockReason) blocked = true;
    for (const candidate of list(document.candidates)) {
      const index = candidate.index ?? 0;
      const known = candidates.get(index) ?? { draft: new Draft(), calls: new Calls() };
      candidates.set(index, known);
      for (const part of list(candidate.content?.parts)) readPart(known.draft, known.calls, part);
      if (candidate.finishReason) known.word = candidate.finishReason;
    }
    if (document.usageMetadata) report = { ...report, ...document.usageMetadata };
  }
  const choices = [...candidates]
    .sort(([one], [other]) => one - other)
    .map(([, { draft, calls, word }]) => {
      calls.into(draft);
      draft.finish = word === undefined ? undefined : finishOf(word, calls.wait);
      return draft.done();
    });
  const ended = blocked || (choices.length > 0 && choices.every(({ finish }) => finish !== undefined));
  if (blocked && choices.length === 0) choices.push({ ...new Draft().done(), finish: 'content_filter' });
  return { choices, usage: { ...statedGeminiUsage(report), ...searchesIn(documents) }, failed, ended };
}
