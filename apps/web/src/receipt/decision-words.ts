import { formatUsd } from '../format/money.ts';
import { formatMs, formatShare } from '../format/number.ts';
import type { Candidate, Decision, Expected, TurnLine } from './decision.ts';

const ways: Readonly<Record<string, string>> = {
  route: 'The name is that of a route of the project.',
  'provider/model': 'The name says the provider.',
  'bare name': "The first of the project's provider keys, in their order, whose provider serves this model.",
  sandbox: 'The sandbox answers by itself, without a provider key.',
  'pinned key': 'A trial of one provider key: no other may answer.',
};

/** How the model's name was understood, in words. */
export function wayOf({ resolvedBy }: Pick<Decision, 'resolvedBy'>): string {
  return ways[resolvedBy] ?? resolvedBy;
}

/** How a candidate stands in a decision. */
export type Standing = 'chosen' | 'tried' | 'excluded' | 'not needed';

type Tried = { readonly provider: string; readonly model: string; readonly providerKeyId: string | null };

/** How a candidate stands: the first that nothing spoke against was chosen; others behind it may have been tried. */
export function standingOf(
  { considered }: Pick<Decision, 'considered'>,
  candidate: Candidate,
  attempts: readonly Tried[] = [],
): Standing {
  if (candidate.excluded !== null) return 'excluded';
  if (considered.find(({ excluded }) => excluded === null) === candidate) return 'chosen';
  const { provider, model, providerKeyId } = candidate;
  const isTried = attempts.some(
    (each) => each.provider === provider && each.model === model && each.providerKeyId === providerKeyId,
  );
  return isTried ? 'tried' : 'not needed';
}

/** An expected amount, to the digits that an expectation is worth. */
function roughUsd(usd: number): string {
  return usd === 0 ? '$0' : formatUsd(Number(usd.toPrecision(2)).toFixed(12));
}

function sourceOf(isLearnt: boolean | undefined): string {
  if (isLearnt === undefined) return '';
  return isLearnt ? ' (learnt)' : ' (public results)';
}

/** What was expected of a candidate, figure by figure; nothing where nothing was known. */
export function expectedWords(expected: Expected | undefined): readonly string[] {
  if (expected === undefined) return [];
  const { costUsd, firstTokenMs, durationMs, quality, isLearnt, cacheHitShare, propensity } = expected;
  return [
    ...(costUsd === undefined ? [] : [`${roughUsd(costUsd)}`]),
    ...(firstTokenMs === undefined ? [] : [`first token ${formatMs(firstTokenMs)}`]),
    ...(durationMs === undefined ? [] : [`whole ${formatMs(durationMs)}`]),
    ...(quality === undefined ? [] : [`quality ${formatShare(quality)}${sourceOf(isLearnt)}`]),
    ...(cacheHitShare === undefined ? [] : [`${formatShare(cacheHitShare)} of the input cached`]),
    ...(propensity === undefined ? [] : [`drawn with ${formatShare(propensity)}`]),
  ];
}

const turns: Readonly<Record<string, string>> = {
  retry: 'Tried again',
  next: 'On to the next target',
  hedge: 'A further leg joined',
  skip: 'Passed over',
  rescue: 'Continued elsewhere',
  give_up: 'Given up',
};

/** What came after an attempt, and why. */
export function turnWords({ did, reason }: TurnLine): string {
  const words = turns[did] ?? did;
  return reason === '' ? `${words}.` : `${words}: ${reason}.`.replace(/\.\.$/, '.');
}

const purposes: Readonly<Record<string, string>> = {
  first: 'First try',
  retry: 'Retry',
  fallback: 'Fallback',
  race: 'Race leg',
  rescue: 'Rescue',
  shadow: 'Shadow',
  judge: 'Judge',
  trial: 'Trial of a provider key',
};

/** Why an attempt was made. */
export function purposeWords(purpose: string): string {
  return purposes[purpose] ?? purpose;
}
