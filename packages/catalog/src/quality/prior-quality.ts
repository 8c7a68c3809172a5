import { boundedMemo } from '../bounded-memo.ts';
import { spellings } from '../model-names.ts';
import { anthropicRows } from './rows/anthropic.ts';
import { googleRows } from './rows/google.ts';
import { openMakersRows } from './rows/open-makers.ts';
import { openaiRows } from './rows/openai.ts';
import { type Part, parts, type QualityRow } from './rows/row.ts';
import { xaiRows } from './rows/xai.ts';
import type { Task } from './task.ts';

/** What public results let expect of a model before anybody here has rated it. */
export type PriorQuality = {
  /** 0 to 1. */
  readonly quality: number;
  /** Labels that it counts as. */
  readonly weight: number;
  /** The public result, named. */
  readonly source: string;
  /** Of the result: `2025-05-30`. */
  readonly date: string;
};

export const qualityRows: readonly QualityRow[] = [
  ...openaiRows,
  ...anthropicRows,
  ...googleRows,
  ...xaiRows,
  ...openMakersRows,
];

const code: readonly Part[] = ['code_generation', 'code_completion'];
const math: readonly Part[] = ['AMPS_Hard'];
const tables: readonly Part[] = ['tablejoin', 'tablereformat'];
const language: readonly Part[] = ['typos', 'plot_unscrambling'];
const areas: readonly (readonly Part[])[] = [code, math, tables, language, ['spatial']];

/** Tasks that have results of their own. The mean of all areas stands in for the others, and counts half as much. */
const partsOf: Readonly<Partial<Record<Task, readonly Part[]>>> = { code, math, extraction: tables, writing: language };

const weights = { own: 10, standIn: 5 } as const;
/** Of a result that was measured with more reasoning than the model does unasked. */
const effortDiscount = 0.5;

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function share({ results }: QualityRow, of: readonly Part[]): number {
  return meanOf(of.map((part) => results[parts.indexOf(part)] ?? 0)) / 100;
}

function priorOf(row: QualityRow, task: Task): PriorQuality {
  const own = partsOf[task];
  const quality = own === undefined ? meanOf(areas.map((area) => share(row, area))) : share(row, own);
  const what = own === undefined ? 'mean of five areas, for want of one for this task' : own.join(' and ');
  const weight = (own === undefined ? weights.standIn : weights.own) * (row.aboveDefaultEffort ? effortDiscount : 1);
  return { quality, weight, source: `LiveBench ${row.release}, ${what}, row ${row.row}`, date: row.release };
}

/** The makers' names as hosts write them before the model's own. */
const vendor =
  /^(?:[\w-]+\/)*(?:(?:openai|anthropic|meta|mistral|mistralai|deepseek|qwen|cohere|amazon|moonshot|moonshotai|minimax|zai|google)\.)?/;

function nameOf(spelling: string): string {
  const name = spelling.replace(vendor, '');
  return name.startsWith('claude-') ? name.replaceAll('.', '-') : name;
}

const rowOf = boundedMemo(2_000, (provider, model) => {
  const names = spellings(provider, model).map(nameOf);
  return names.map((name) => qualityRows.find((row) => row.name.test(name))).find((row) => row !== undefined);
});

/** The catalogue's expectation of a model for a task, whoever serves it; undefined where no public result is known. */
export function priorQuality(provider: string, model: string, task: Task): PriorQuality | undefined {
  const row = rowOf(provider, model);
  return row === undefined ? undefined : priorOf(row, task);
}
