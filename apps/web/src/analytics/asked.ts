import { costSources } from '@weir/protocol/cost';
import { callStatuses } from '@weir/protocol/ledger';
import { none } from './dimensions.ts';
import { autoInterval, type Clock, fits, type Interval, previousSpanOf, type Span, spanOf } from './range.ts';
import { type AnalyticState, readState, type Values } from './state.ts';

/** A project as the URL and as the services name it. */
export type NamedProject = { readonly id: string; readonly slug: string };

export type Surroundings = {
  readonly clock: Clock;
  readonly projects: readonly NamedProject[];
  /** Pages of lines show finer intervals than pages of amounts. */
  readonly grain?: 'fine' | 'plain';
};

type CallStatus = (typeof callStatuses)[number];
type CostSource = (typeof costSources)[number];

type Kept = {
  readonly project: string[] | undefined;
  readonly model: string[] | undefined;
  readonly provider: string[] | undefined;
  readonly key: string[] | undefined;
  readonly member: string[] | undefined;
  readonly route: string[] | undefined;
  readonly status: CallStatus[] | undefined;
  readonly source: (CostSource | typeof none)[] | undefined;
};

/** The fields that narrow usage, calls and exports, as the procedures take them. */
export type FilterInput = Kept & { readonly [Field in keyof Kept as `not${Capitalize<Field>}`]: Kept[Field] };

/** What an analytic page asks for: its state, and what the state means at this moment and in this zone. */
export type Asked = {
  readonly state: AnalyticState;
  readonly span: Span;
  /** What it is compared with. */
  readonly previous: Span;
  readonly interval: Interval;
  /** What the interval is when none is chosen. */
  readonly auto: Interval;
  readonly timeZone: string;
  readonly filters: FilterInput;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const sources = [...costSources, none] as const;
const isUuid = (value: string) => uuid.test(value);
const isIdOrNone = (value: string) => value === none || isUuid(value);

/** The values that are left of those in a URL; undefined when none is, which is not to be narrowed at all. */
function kept<Value>(values: readonly Value[]): Value[] | undefined {
  return values.length === 0 ? undefined : [...values];
}

/** The values of a state that the procedures take; what they would refuse is left out. */
function keptOf(values: Values, projects: readonly NamedProject[]): Kept {
  const {
    project = [],
    model = [],
    provider = [],
    key = [],
    member = [],
    route = [],
    status = [],
    source = [],
  } = values;
  const idOf = (name: string) => projects.find(({ slug }) => slug === name)?.id ?? name;
  return {
    project: kept(project.map(idOf).filter(isUuid)),
    model: kept(model),
    provider: kept(provider),
    key: kept(key.filter(isIdOrNone)),
    member: kept(member.filter(isIdOrNone)),
    route: kept(route),
    status: kept(callStatuses.filter((each) => status.includes(each))),
    source: kept(sources.filter((each) => source.includes(each))),
  };
}

/** What a state is narrowed to, as the procedures take it. */
export function filterInput({ only, without }: AnalyticState, projects: readonly NamedProject[]): FilterInput {
  const not = keptOf(without, projects);
  return {
    ...keptOf(only, projects),
    notProject: not.project,
    notModel: not.model,
    notProvider: not.provider,
    notKey: not.key,
    notMember: not.member,
    notRoute: not.route,
    notStatus: not.status,
    notSource: not.source,
  };
}

/** What the fields of a URL ask for. */
export function askedBy(fields: URLSearchParams, { clock, projects, grain }: Surroundings): Asked {
  const state = readState(fields);
  const span = spanOf(state.range, clock);
  const wanted = state.interval;
  const auto = autoInterval(span, grain);
  return {
    state,
    span,
    previous: previousSpanOf(state.range, clock),
    interval: wanted !== 'auto' && fits(wanted, span) ? wanted : auto,
    auto,
    timeZone: clock.timeZone,
    filters: filterInput(state, projects),
  };
}

/** A span as the procedures take it. */
export function spanInput({ fromMs, toMs }: Span): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
