import type { inferRouterOutputs } from '@trpc/server';
import { exactUsdWords, formatUsd, formatUsdShort } from '../format/money.ts';
import { formatCount, formatCountShort } from '../format/number.ts';
import { sumUsd } from '../format/pico.ts';
import type { AppRouter } from '../trpc/app-router.ts';
import type { Measure } from './state.ts';

export type UsageReport = inferRouterOutputs<AppRouter>['usage']['organization'];
export type UsageLine = UsageReport['data'][number];
export type Figures = UsageReport['total'];

/** Nothing at all. */
export const noFigures: Figures = {
  calls: 0,
  attempts: 0,
  units: {
    ...{ input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, reasoning: 0 },
    ...{ audioInput: 0, audioOutput: 0, audioCacheRead: 0, audioSeconds: 0, imageInput: 0, imageOutput: 0 },
    ...{ images: 0, searches: 0, requests: 0 },
  },
  usd: '0',
  simulatedUsd: '0',
  unknownCost: 0,
};

type Units = Figures['units'];

function addUnits(all: readonly Figures[]): Units {
  const sum = { ...noFigures.units };
  for (const { units } of all) {
    sum.input += units.input;
    sum.cacheRead += units.cacheRead;
    sum.cacheWrite5m += units.cacheWrite5m;
    sum.cacheWrite1h += units.cacheWrite1h;
    sum.output += units.output;
    sum.reasoning += units.reasoning;
    sum.audioInput += units.audioInput;
    sum.audioOutput += units.audioOutput;
    sum.audioCacheRead += units.audioCacheRead;
    sum.audioSeconds += units.audioSeconds;
    sum.imageInput += units.imageInput;
    sum.imageOutput += units.imageOutput;
    sum.images += units.images;
    sum.searches += units.searches;
    sum.requests += units.requests;
  }
  return sum;
}

function total(all: readonly Figures[], field: 'calls' | 'attempts' | 'unknownCost'): number {
  return all.reduce((sum, figures) => sum + figures[field], 0);
}

/** Figures together, exact. What is nothing but unknown stays unknown. */
export function addFigures(all: readonly Figures[]): Figures {
  const unknownCost = total(all, 'unknownCost');
  const usd = sumUsd(all.map((figures) => figures.usd)) ?? (unknownCost > 0 ? null : '0');
  return {
    calls: total(all, 'calls'),
    attempts: total(all, 'attempts'),
    units: addUnits(all),
    usd: usd === '0' && unknownCost > 0 ? null : usd,
    simulatedUsd: sumUsd(all.map((figures) => figures.simulatedUsd)) ?? '0',
    unknownCost,
  };
}

/** Tokens that went in for the first time, those that came from a cache, and those that came out. */
export function tokensOf({ units }: Figures): { in: number; cached: number; out: number; all: number } {
  const into = units.input + units.cacheWrite5m + units.cacheWrite1h + units.audioInput + units.imageInput;
  const out = units.output + units.reasoning + units.audioOutput + units.imageOutput;
  const cached = units.cacheRead + units.audioCacheRead;
  return { in: into, cached, out, all: into + cached + out };
}

/** Where figures stand on the axis of a measure; null when that is not known. */
export function sizeOf(measure: Measure, figures: Figures): number | null {
  switch (measure) {
    case 'cost':
      return figures.usd === null ? null : Number(figures.usd);
    case 'simulated':
      return Number(figures.simulatedUsd);
    case 'calls':
      return figures.calls;
    case 'tokens':
      return tokensOf(figures).all;
  }
}

function costText({ usd, unknownCost }: Figures): string {
  if (usd === null) return `unknown (${formatCount(unknownCost)})`;
  return unknownCost === 0 ? formatUsd(usd) : `${formatUsd(usd)} + ${formatCount(unknownCost)} unknown`;
}

/** Figures in the words of a measure. */
export function textOf(measure: Measure, figures: Figures): string {
  switch (measure) {
    case 'cost':
      return costText(figures);
    case 'simulated':
      return formatUsd(figures.simulatedUsd);
    case 'calls':
      return formatCount(figures.calls);
    case 'tokens':
      return formatCount(tokensOf(figures).all);
  }
}

/** What figures come to exactly: an amount to its last digit, without what is unknown of it. */
export function exactTextOf(measure: Measure, figures: Figures): string {
  if (measure === 'simulated') return exactUsdWords(figures.simulatedUsd, true);
  return measure === 'cost' && figures.usd !== null ? exactUsdWords(figures.usd) : textOf(measure, figures);
}

/** How a tick is said on an axis whose ticks are `step` apart. */
export type TickText = (tick: number, step: number) => string;

const decimalsMin = 2;

/** A round amount with as many decimals as all ticks of its axis need. */
function usdTick(tick: number, step: number): string {
  const decimals = String(Number(step.toPrecision(3))).split('.')[1]?.length ?? 0;
  if (tick === 0 || step < 0.0001 || tick >= 1_000 || decimals === 0) return formatUsdShort(tick);
  return `$${tick.toFixed(Math.max(decimals, decimalsMin))}`;
}

/** A tick of a measure's axis. */
export function tickOf(measure: Measure): TickText {
  return measure === 'cost' || measure === 'simulated' ? usdTick : formatCountShort;
}

export const measureWords: Readonly<Record<Measure, string>> = {
  cost: 'Cost',
  simulated: 'Simulated',
  calls: 'Calls',
  tokens: 'Tokens',
};

/** True when no money is known, but what the sandbox simulated is. */
export function isOnlySimulated({ usd, simulatedUsd }: Pick<Figures, 'usd' | 'simulatedUsd'>): boolean {
  return simulatedUsd !== '0' && (usd === null || usd === '0');
}
