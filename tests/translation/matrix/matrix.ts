import { type Feature, features } from '@weir/protocol/canonical/features';
import { type ChatOperation, chatOperations } from '@weir/protocol/operation';
import type { Language } from '../stated/upstream-language.ts';
import { canShow } from './answer-cell.ts';
import { fulfilledAnyway } from './defaults.ts';
import { type Documents, type Evidence, readDocuments, readEvidence } from './evidence.ts';
import { type AnswerFeature, answerFeatureNames, answerFeatures, featureNames } from './features-in.ts';
import { passesThrough, requestPassage } from './request-cell.ts';
import { type Column, columns } from './targets.ts';

/** `none`: the client's dialect has no word for it, so it cannot be asked for or shown. */
export type Cell = 'exact' | 'loss' | 'refused' | 'unrecorded' | 'none';

export type Row = { readonly title: string; readonly cells: readonly Cell[] };

/** What becomes of each feature on the way from a client of a dialect to each provider, and back. */
export type Table = {
  readonly operation: ChatOperation;
  readonly requests: readonly Row[];
  readonly answers: readonly Row[];
};

export type Matrix = {
  readonly providers: readonly string[];
  readonly ids: readonly string[];
  readonly tables: readonly Table[];
};

type Sources = { readonly evidence: Evidence; readonly documents: Documents };

/** From a client's dialect to a provider. */
type Way = { readonly operation: ChatOperation; readonly column: Column; readonly sources: Sources };

/** True where a recording, or the vendor's document, shows the feature in a language of the provider. */
function isShown({ column: { provider }, sources }: Way, language: Language, feature: string): boolean {
  if (sources.evidence[provider.id]?.[language]?.[feature] !== undefined) return true;
  return sources.documents.some(
    (one) => one.provider === provider.id && one.language === language && one.features.includes(feature),
  );
}

/** A client that speaks the provider's own dialect: its bytes pass, and the provider does with them what it does. */
function passedCell(way: Way, feature: Feature): Cell {
  const { operation, column } = way;
  if (isShown(way, operation, feature)) return 'exact';
  const passage = requestPassage(operation, column, feature);
  const lacks = passage?.fate === 'dropped' || passage?.fate === 'refused';
  return lacks && passage.language === operation ? 'refused' : 'unrecorded';
}

function says(operation: ChatOperation, feature: Feature): boolean {
  const { fields }: { readonly fields: { readonly [Operation in ChatOperation]?: string } } = features[feature];
  return fields[operation] !== undefined;
}

function requestCell(way: Way, feature: Feature): Cell {
  const { operation, column } = way;
  if (!says(operation, feature)) return 'none';
  if (passesThrough(operation, column)) return passedCell(way, feature);
  // The gateway keeps the conversation and sends it on as turns.
  if (feature === 'previous_response') return requestCell(way, 'multi_turn');
  const passage = requestPassage(operation, column, feature);
  if (passage === undefined) return 'none';
  const { fate, language } = passage;
  const shown = (what: string): Cell =>
    language !== undefined && isShown(way, language, what) ? 'exact' : 'unrecorded';
  switch (fate) {
    case 'refused':
      return 'refused';
    case 'dropped':
      return 'loss';
    case 'silent':
      if (fulfilledAnyway[feature] === undefined)
        throw new Error(`${feature} of ${operation} is neither sent to ${column.provider.id} nor said to be dropped`);
      return shown('thinking_out');
    case 'carried':
      return shown(feature);
  }
}

function languagesOf({ operation, column }: Way): readonly Language[] {
  const asked = (['multi_turn', 'reasoning_effort', 'tools'] as const).flatMap(
    (feature) => requestPassage(operation, column, feature)?.language ?? [],
  );
  return [...new Set<Language>(passesThrough(operation, column) ? [operation, ...asked] : asked)];
}

function answerCell(way: Way, feature: AnswerFeature): Cell {
  if (!canShow(way.operation, feature)) return 'none';
  const languages = languagesOf(way);
  if (languages.some((language) => isShown(way, language, feature))) return 'exact';
  return languages.some((language) => canShow(language, feature)) ? 'unrecorded' : 'refused';
}

/** The matrix, made by running the translators and by what recordings and the vendors' documents show. */
export function makeMatrix(sources: Sources = { evidence: readEvidence(), documents: readDocuments() }): Matrix {
  const all = columns();
  const tables = chatOperations.map((operation): Table => {
    const requests = featureNames.map((feature) => ({
      title: features[feature].title,
      cells: all.map((column) => requestCell({ operation, column, sources }, feature)),
    }));
    const answers = answerFeatureNames.map((feature) => ({
      title: answerFeatures[feature],
      cells: all.map((column) => answerCell({ operation, column, sources }, feature)),
    }));
    return { operation, requests, answers };
  });
  return { providers: all.map(({ provider }) => provider.name), ids: all.map(({ provider }) => provider.id), tables };
}
