import type { Trial } from '@weir/services/provider-keys/trial';

/** What went wrong in a trial, and what to do about it. */
export type TrialWords = { readonly title: string; readonly advice: string };

const away: TrialWords = {
  title: 'The gateway could not try it',
  advice: 'The key is stored and serves calls. Try it again in a moment.',
};

const words: Readonly<Record<string, TrialWords>> = {
  provider_key_refused: {
    title: 'The provider refused the key',
    advice:
      'Check that it was copied whole, that it is neither revoked nor expired, and that its account has credit. Then enter it again. Until then it serves nobody.',
  },
  upstream_refused_address: {
    title: 'This address may not be called',
    advice:
      'It leads into a network that is closed to upstreams. Correct the base URL, or have the operator open the network with WEIR_PRIVATE_UPSTREAMS. Until then the key serves nobody.',
  },
  upstream_timeout: {
    title: 'The host did not answer in time',
    advice: 'Check that it is up and that the base URL is right, then try again. The key stays in use meanwhile.',
  },
  upstream_unavailable: {
    title: 'The host could not be reached',
    advice: 'Check that it is up and that the base URL is right, then try again. The key stays in use meanwhile.',
  },
  no_model: {
    title: 'There was no model to try it with',
    advice:
      'The host lists none that generates text. The key stays in use: name a model in a call and see its receipt.',
  },
  no_project: {
    title: 'There is no project to try it in',
    advice: 'Create a project, then try the key again.',
  },
  gateway_unreachable: away,
  config_unavailable: away,
  spool_unavailable: away,
  draining: away,
  overloaded: away,
};

const other: TrialWords = {
  title: 'The trial call failed',
  advice: 'The key stays in use, because it may well serve other models. Try it again, or correct it.',
};

/** The words for a trial that did not work; undefined for one that did, or is under way. */
export function trialWords(trial: Trial | null): TrialWords | undefined {
  if (trial === null || trial.state === 'ok' || trial.state === 'running' || trial.error === undefined)
    return undefined;
  return words[trial.error.code] ?? other;
}

/** How far a step of a trial is. */
export type StepState = 'done' | 'running' | 'failed' | 'waiting' | 'skipped';
export type TrialSteps = { readonly listed: StepState; readonly called: StepState };

/** The steps of a trial: listing models, then a call of one token. */
export function trialSteps(trial: Trial | null, isUnderWay: boolean): TrialSteps {
  const hasModels = trial?.models !== undefined;
  if (trial?.state === 'ok') return { listed: hasModels ? 'done' : 'skipped', called: 'done' };
  if (trial?.state === 'failed' && !isUnderWay) {
    return hasModels ? { listed: 'done', called: 'failed' } : { listed: 'failed', called: 'waiting' };
  }
  if (!isUnderWay) return { listed: hasModels ? 'done' : 'waiting', called: 'waiting' };
  return trial?.state === 'running' && hasModels
    ? { listed: 'done', called: 'running' }
    : { listed: 'running', called: 'waiting' };
}
