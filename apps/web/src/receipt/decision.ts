import { languageName } from './language-name.ts';
import { numberAt, objectAt, objectsAt, textAt } from './stored-fields.ts';

/** What the choice expected of a target; what is absent was not known. */
export type Expected = {
  readonly costUsd?: number;
  readonly firstTokenMs?: number;
  readonly durationMs?: number;
  readonly quality?: number;
  readonly isLearnt?: boolean;
  readonly cacheHitShare?: number;
  readonly propensity?: number;
};

/** A target that was looked at. */
export type Candidate = {
  /** Where it stands among those considered, from 0. */
  readonly place: number;
  readonly provider: string;
  readonly model: string;
  readonly providerKeyId: string | null;
  /** Why it was not chosen; null for the choice and for those behind it. */
  readonly excluded: string | null;
  readonly expected?: Expected;
  /** Its circuit was open, and this call was to find out whether it has recovered. */
  readonly isProbe?: boolean;
};

/** A node of the route at work. */
export type NodeLine = {
  readonly path: string;
  readonly kind: string;
  readonly said: string;
  /** How deep it stands in the tree, from 0. */
  readonly depth: number;
};

/** What came after an attempt. */
export type TurnLine = { readonly attemptNo: number; readonly did: string; readonly reason: string };

/** The target's language, and what of the request it was sent without. */
export type Translation = { readonly language: string; readonly dropped: readonly string[] };

/** Why a call went where it went. */
export type Decision = {
  readonly requestedModel: string;
  readonly resolvedBy: string;
  readonly considered: readonly Candidate[];
  readonly route?: { readonly id: string; readonly name: string; readonly version: number };
  readonly nodes: readonly NodeLine[];
  readonly turns: readonly TurnLine[];
  /** With the route's plan they give the same decision again. */
  readonly inputs?: { readonly snapshotId: string; readonly seed: number; readonly task?: string };
  /** How the request was put into other words than the client's; undefined where it went as it came. */
  readonly translation?: Translation;
};

/** `value` under `name`, where there is one. */
function known<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  const record: { [Key in Name]?: Value } = {};
  if (value !== undefined) record[name] = value;
  return record;
}

function expectedOf(value: object): Expected {
  const source = textAt(value, 'qualitySource');
  return {
    ...known('costUsd', numberAt(value, 'costUsd')),
    ...known('firstTokenMs', numberAt(value, 'firstTokenMs')),
    ...known('durationMs', numberAt(value, 'durationMs')),
    ...known('quality', numberAt(value, 'quality')),
    ...known('isLearnt', source === undefined ? undefined : source === 'learnt'),
    ...known('cacheHitShare', numberAt(value, 'cacheHitShare')),
    ...known('propensity', numberAt(value, 'propensity')),
  };
}

function candidateOf(value: object, place: number): Candidate[] {
  const [provider, model] = [textAt(value, 'provider'), textAt(value, 'model')];
  if (provider === undefined || model === undefined) return [];
  const expected = objectAt(value, 'expected');
  return [
    {
      ...{ place, provider, model },
      providerKeyId: textAt(value, 'providerKeyId') ?? null,
      excluded: textAt(value, 'excluded') ?? null,
      ...known('expected', expected === undefined ? undefined : expectedOf(expected)),
      ...known('isProbe', Reflect.get(value, 'probe') === true ? true : undefined),
    },
  ];
}

function routeOf(value: object): Decision['route'] {
  const route = objectAt(value, 'route');
  if (route === undefined) return undefined;
  const [id, name, version] = [textAt(route, 'id'), textAt(route, 'name'), numberAt(route, 'version')];
  return id === undefined || name === undefined || version === undefined ? undefined : { id, name, version };
}

function nodeOf(value: object): NodeLine[] {
  const [path, kind, said] = [textAt(value, 'path'), textAt(value, 'kind'), textAt(value, 'said')];
  if (path === undefined || kind === undefined || said === undefined) return [];
  return [{ path, kind, said, depth: path === '' ? 0 : path.split('.').length - 1 }];
}

function turnOf(value: object): TurnLine[] {
  const [attemptNo, did, reason] = [numberAt(value, 'attemptNo'), textAt(value, 'did'), textAt(value, 'reason')];
  return attemptNo === undefined || did === undefined ? [] : [{ attemptNo, did, reason: reason ?? '' }];
}

function inputsOf(value: object): Decision['inputs'] {
  const inputs = objectAt(value, 'inputs');
  if (inputs === undefined) return undefined;
  const [snapshotId, seed] = [textAt(inputs, 'snapshotId'), numberAt(inputs, 'seed')];
  if (snapshotId === undefined || seed === undefined) return undefined;
  const facts = objectAt(inputs, 'facts');
  return { snapshotId, seed, ...known('task', facts === undefined ? undefined : textAt(facts, 'task')) };
}

function translationOf(value: object): Translation | undefined {
  const translation = objectAt(value, 'translation');
  const language = translation === undefined ? undefined : textAt(translation, 'language');
  if (translation === undefined || language === undefined) return undefined;
  const dropped: unknown = Reflect.get(translation, 'dropped');
  const names = Array.isArray(dropped) ? dropped.filter((name) => typeof name === 'string') : [];
  return { language: languageName(language) ?? language, dropped: names };
}

/** The decision that a call's record holds; undefined where it holds none, such as of a refused call. */
export function decisionOf(value: unknown): Decision | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [requestedModel, resolvedBy] = [textAt(value, 'requestedModel'), textAt(value, 'resolvedBy')];
  if (requestedModel === undefined || resolvedBy === undefined) return undefined;
  if (!Array.isArray(Reflect.get(value, 'considered'))) return undefined;
  return {
    ...{ requestedModel, resolvedBy },
    considered: objectsAt(value, 'considered').flatMap(candidateOf),
    nodes: objectsAt(value, 'nodes').flatMap(nodeOf),
    turns: objectsAt(value, 'turns').flatMap(turnOf),
    ...known('route', routeOf(value)),
    ...known('inputs', inputsOf(value)),
    ...known('translation', translationOf(value)),
  };
}
