import { boundedMemo } from './bounded-memo.ts';
import type { Capabilities } from './capability.ts';
import { capabilityLinesOf } from './capability-lines/lines-of.ts';
import { bookModels } from './genai-book.ts';
import { firstMatch, matches } from './match.ts';
import { type ModelRecord, recordOf } from './model-data.ts';
import { bareName, madeBy } from './model-names.ts';
import { ownLines } from './own-lines.ts';

/** Providers whose model names are the customer's own: a name tells nothing of what answers to it. */
const customersNames: ReadonlySet<string> = new Set(['azure', 'openai-compatible']);

/** What holds wherever a model is served; lengths and structured output are each host's own. */
function inherited(provider: string, model: string): Capabilities {
  const made = madeBy(provider, model);
  const known = made === undefined ? undefined : capabilitiesOf(made.maker, made.model);
  if (known === undefined) return {};
  const { structuredOutput: _, contextWindow: __, outputTokensMax: ___, ...everywhere } = known;
  return everywhere;
}

function stated(provider: string, model: string): readonly Capabilities[] {
  const name = bareName(provider, model);
  const lines = capabilityLinesOf(provider).filter((line) => matches(line.match, name));
  return lines.map(({ capabilities }) => capabilities);
}

function ownContextWindow(provider: string, model: string): Capabilities {
  const contextWindow = firstMatch(ownLines(provider), model)?.line.contextWindow;
  return contextWindow === undefined ? {} : { contextWindow };
}

/** The record of the very model, else of the one that the price book counts it to. */
export function findRecord(provider: string, model: string): ModelRecord | undefined {
  const record = recordOf(provider, model);
  if (record !== undefined) return record;
  const listed = firstMatch(bookModels(provider), model);
  return listed === undefined ? undefined : recordOf(provider, listed.id);
}

function compute(provider: string, model: string): Capabilities | undefined {
  if (customersNames.has(provider)) return undefined;
  const contextWindow = firstMatch(bookModels(provider), model)?.contextWindow;
  const known: Capabilities = Object.assign(
    contextWindow === undefined ? {} : { contextWindow },
    findRecord(provider, model)?.capabilities,
    inherited(provider, model),
    ownContextWindow(provider, model),
    ...stated(provider, model),
  );
  return Object.keys(known).length === 0 ? undefined : known;
}

const kept = boundedMemo(4096, compute);

/**
 * What a model can do at a provider, by its name there; undefined where nothing is known. Each field comes from the
 * first that has it: our own lines (the last that covers the model), its maker where another serves it, models.dev, the
 * price book.
 */
export function capabilitiesOf(provider: string, model: string): Capabilities | undefined {
  return kept(provider, model);
}
