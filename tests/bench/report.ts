import { cpus, release, totalmem } from 'node:os';
import { ratioOf, type Spread, show, spreadOf } from './figures.ts';
import type { Run } from './rounds.ts';

/** The runs of one shape of load, by contender. */
export type Runs = ReadonlyMap<string, readonly Run[]>;

/** All that one run of the bench measured. */
export type Measured = {
  readonly unary: Runs;
  readonly stream: Runs;
  readonly single: Runs;
  readonly residentMb: number;
  /** CPU seconds of the other processes while the gateway served, per call in microseconds. */
  readonly besideMicros: Readonly<Record<string, number>>;
  readonly calls: number;
  readonly recorded: number;
};

/** A bound of the bench and what was measured against it. */
export type Gate = { readonly what: string; readonly bound: number; readonly measured: Spread };

const runsOf = (runs: Runs, name: string) => runs.get(name) ?? [];
const cpuOf = (runs: Runs, name: string) => runsOf(runs, name).map(({ cpuMicros }) => cpuMicros ?? Number.NaN);

function addedP99(single: Runs): Spread {
  const direct = runsOf(single, 'direct');
  return spreadOf(runsOf(single, 'weir').map(({ p99Ms }, round) => p99Ms - (direct[round]?.p99Ms ?? Number.NaN)));
}

/** The bounds that the gateway is held to, judged by the median over the rounds. */
export function gates(measured: Measured): readonly Gate[] {
  const ratio = (runs: Runs) => ratioOf(cpuOf(runs, 'weir'), cpuOf(runs, 'nginx'));
  const routed = (runs: Runs) => ratioOf(cpuOf(runs, 'routed'), cpuOf(runs, 'weir'));
  const translated = (runs: Runs) => ratioOf(cpuOf(runs, 'translated'), cpuOf(runs, 'weir'));
  return [
    { what: "unary CPU, times nginx's", bound: 7, measured: ratio(measured.unary) },
    { what: "stream CPU, times nginx's", bound: 2, measured: ratio(measured.stream) },
    { what: 'unary CPU routed, times called by its name', bound: 1.15, measured: routed(measured.unary) },
    {
      what: "unary CPU routed, times nginx's",
      bound: 8,
      measured: ratioOf(cpuOf(measured.unary, 'routed'), cpuOf(measured.unary, 'nginx')),
    },
    { what: 'unary CPU translated, times passed through', bound: 1.6, measured: translated(measured.unary) },
    { what: 'stream CPU translated, times passed through', bound: 2, measured: translated(measured.stream) },
    { what: 'added latency p99 at one connection, ms', bound: 1.5, measured: addedP99(measured.single) },
  ];
}

function table(runs: Runs): string {
  const rows = [...runs].map(([name, all]) => {
    const column = (pick: (run: Run) => number | undefined, digits: number) =>
      show(spreadOf(all.map((run) => pick(run) ?? Number.NaN)), digits);
    const cpu = all.some(({ cpuMicros }) => cpuMicros !== undefined)
      ? column((run) => run.cpuMicros, 0)
      : 'not measured';
    return `| ${name} | ${cpu} | ${column((run) => run.perSecond, 0)} | ${column((run) => run.p50Ms, 2)} | ${column((run) => run.p99Ms, 2)} |`;
  });
  return ['| | CPU, µs a call | calls a second | p50, ms | p99, ms |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  const kernel = release();
  return `${cpus().length} cores of ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${kernel}, Node ${process.versions.node}`;
}

/** docs/benchmarks.md, whole. */
export function report(measured: Measured, at: Date): string {
  const verdicts = gates(measured).map(({ what, bound, measured: value }) => {
    const met = value.median <= bound ? 'met' : 'missed';
    return `| ${what} | ${bound} | ${show(value)} | ${met} |`;
  });
  const beside = Object.entries(measured.besideMicros).map(([name, micros]) => `${name} ${micros.toFixed(0)} µs`);
  return `# Benchmarks

Written by \`npm run bench\` on ${at.toISOString().slice(0, 10)}. Machine: ${machine()}.

The proxy under test runs on one core; the load and the upstream, a fixed answer on raw sockets, share the other. The contenders run in turn, round after round; figures are medians over the rounds, with the least and the most. CPU is user and system time of the process and its children from the kernel's accounting, until all calls of the run are in PostgreSQL. \`weir\` passes a chat completion through; \`translated\` is the same gateway asked in Anthropic's Messages for the same upstream; \`routed\` is asked for a route that takes the cheapest of three targets. The gateway runs with everything on: keys, pricing, the ledger on disk, shipping through Redis to the worker and PostgreSQL, which run on the other core while nothing else would.

| gate | bound | measured | |
| --- | --- | --- | --- |
${verdicts.join('\n')}

## Whole answers of 780 bytes, 32 connections
${table(measured.unary)}

## Streams of 100 chunks, 2 ms apart, 64 connections
${table(measured.stream)}

## Whole answers, one connection
${table(measured.single)}

Resident memory of the gateway after the runs: ${measured.residentMb.toFixed(0)} MB. Beside the gateway, per call: ${beside.join(', ')}. Calls served: ${measured.calls}, recorded: ${measured.recorded}.
`;
}
