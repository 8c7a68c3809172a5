import { type Dimension, dimensions, type Group, groups } from './dimensions.ts';
import { type Interval, intervals, type Range, type RangeName, rangeNames } from './range.ts';

/** What charts of amounts show: money, what the sandbox simulated, or what was counted. */
export const measures = ['cost', 'simulated', 'calls', 'tokens'] as const;
export type Measure = (typeof measures)[number];

/** The values of some dimensions. */
export type Values = Readonly<Partial<Record<Dimension, readonly string[]>>>;

/** What an analytic page shows; all of it stands in the URL. Projects are named as the URL does: by slug, or by id. */
export type AnalyticState = {
  readonly range: Range;
  readonly compare: boolean;
  readonly interval: 'auto' | Interval;
  readonly group: Group;
  readonly measure: Measure;
  /** Each dimension that is named must have one of its values. */
  readonly only: Values;
  /** Each dimension that is named must have none of its values. */
  readonly without: Values;
};

export const defaultState: AnalyticState = {
  range: '7d',
  compare: false,
  interval: 'auto',
  group: 'model',
  measure: 'cost',
  only: {},
  without: {},
};

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text);
}

function readRange(fields: URLSearchParams): Range {
  const [from, to] = [fields.get('from'), fields.get('to')];
  if (from !== null && to !== null && Date.parse(from) < Date.parse(to)) return { from, to };
  return oneOf<RangeName>(rangeNames, fields.get('range')) ?? defaultState.range;
}

const withoutPrefix = 'not.';
const valuesMax = 100;

function readValues(fields: URLSearchParams, prefix: string): Values {
  const entries = dimensions.map((name) => {
    const values = fields.getAll(`${prefix}${name}`).filter((value) => value !== '');
    return [name, [...new Set(values)].slice(0, valuesMax)] as const;
  });
  return Object.fromEntries(entries.filter(([, values]) => values.length > 0));
}

/** The state that a URL's fields hold. What is missing or makes no sense is as by default. */
export function readState(fields: URLSearchParams): AnalyticState {
  return {
    range: readRange(fields),
    compare: fields.get('compare') === 'previous',
    interval: oneOf(intervals, fields.get('interval')) ?? 'auto',
    group: oneOf(groups, fields.get('group')) ?? defaultState.group,
    measure: oneOf(measures, fields.get('measure')) ?? defaultState.measure,
    only: readValues(fields, ''),
    without: readValues(fields, withoutPrefix),
  };
}

/** The names of all fields that hold the state. */
export const stateFields: readonly string[] = [
  ...['range', 'from', 'to', 'compare', 'interval', 'group', 'measure'],
  ...dimensions,
  ...dimensions.map((name) => `${withoutPrefix}${name}`),
];

function* entriesOf(state: AnalyticState): Generator<readonly [string, string]> {
  const { range, compare, interval, group, measure, only, without } = state;
  for (const name of dimensions) {
    for (const value of only[name] ?? []) yield [name, value];
    for (const value of without[name] ?? []) yield [`${withoutPrefix}${name}`, value];
  }
  if (typeof range !== 'string') {
    yield ['from', range.from];
    yield ['to', range.to];
  } else if (range !== defaultState.range) yield ['range', range];
  if (compare) yield ['compare', 'previous'];
  if (interval !== 'auto') yield ['interval', interval];
  if (group !== defaultState.group) yield ['group', group];
  if (measure !== defaultState.measure) yield ['measure', measure];
}

/** `fields` with `state` in them: defaults are left out, and what is not of the state stays as it is. */
export function writeState(fields: URLSearchParams, state: AnalyticState): URLSearchParams {
  const own = new URLSearchParams([...entriesOf(state)].map(([name, value]) => [name, value]));
  for (const [name, value] of fields) if (!stateFields.includes(name)) own.append(name, value);
  return own;
}

/** The state with `value` of `name` added to, or taken from, those it is narrowed to. */
export function toggled(state: AnalyticState, name: Dimension, value: string): AnalyticState {
  const present = state.only[name] ?? [];
  const values = present.includes(value) ? present.filter((each) => each !== value) : [...present, value];
  return { ...state, only: withValues(state.only, name, values) };
}

/** `all` with the values of one dimension replaced; none at all leaves it out. */
export function withValues(all: Values, name: Dimension, values: readonly string[]): Values {
  const { [name]: _, ...rest } = all;
  return values.length === 0 ? rest : { ...rest, [name]: values };
}

/** The state without filters on what is not among `working`. */
export function narrowedTo(state: AnalyticState, working: readonly Dimension[]): AnalyticState {
  const kept = (values: Values): Values =>
    working.reduce((all, name) => withValues(all, name, values[name] ?? []), {} satisfies Values);
  return { ...state, only: kept(state.only), without: kept(state.without) };
}
