import { type Task, tasks } from '@weir/catalog/quality/task';
import type { Need } from '../request-facts.ts';
import { fieldWords, workWords } from './task-words.ts';

/** What is known of a request beside its text. */
export type TaskHints = { readonly needs?: readonly Need[] };

/** Only the beginning and the end of a prompt are read, so many characters of each. */
const endChars = 2_000;
/** Kinds of work are looked for in so many words of the beginning and of the end. */
const instructionWords = 40;
/** Points below which nothing has been recognised; one will do where there are answers to choose from. */
const enough = { otherwise: 2, choices: 1 } as const;

type Clue = { readonly task: number; readonly points: number };

const positions = new Map<Task, number>(tasks.map((task, index) => [task, index]));

function at(task: Task): number {
  return positions.get(task) ?? 0;
}

function lexicon(words: typeof fieldWords): ReadonlyMap<string, readonly Clue[]> {
  const clues = new Map<string, Clue[]>();
  for (const task of tasks) {
    for (const [kind, points] of [['sure', 2] as const, ['likely', 1] as const]) {
      for (const written of new Set(words[task]?.[kind].split(/\s+/))) {
        const word = singular(written);
        clues.set(word, [...(clues.get(word) ?? []), { task: at(task), points }]);
      }
    }
  }
  return clues;
}

const fields = lexicon(fieldWords);
const works = lexicon(workWords);

/** Shapes that words cannot show. */
const shapes: readonly (readonly [shape: RegExp, task: Task, points: number])[] = [
  [/```|^[ \t]*(?:def|class|import|from|#include|function|const|let|public|SELECT|package)\b.*[({;:*]/m, 'code', 6],
  [/=>|\w\(\)|[{};]\s*$|<\/\w+>/m, 'code', 2],
  [/\\(?:frac|sum|int|sqrt|begin|cdot|leq|geq|mathbb|left)\b|\$[^$\n]{1,200}\$/, 'math', 5],
  [/\d\s*[+*^=]\s*[\da-z(]|\d - \d|[a-z]\^\d|\b[fgp]\s?\([xn]\)/i, 'math', 2],
];

const languages =
  'english|french|german|spanish|italian|portuguese|dutch|polish|russian|ukrainian|turkish|arabic|hebrew|hindi|chinese|mandarin|japanese|korean|vietnamese|swedish|greek';

/** Kinds of work as they are asked for; they outweigh what the text is about. */
const requests: readonly (readonly [request: RegExp, task: Task, points: number])[] = [
  [new RegExp(`\\btranslat\\w+\\b.{0,80}\\b(?:in)?to (?:\\w+ )?(?:${languages})\\b`, 'i'), 'translation', 8],
  [/^\s*translate\b|(?<!\p{L})(?:übersetze|tradui[st]|traduce|переведи)(?!\p{L})|翻译|翻訳/iu, 'translation', 6],
  [/\b(?:summari[sz]e|tl;?dr|write an? (?:\w+ )?summary|summary of the)\b/i, 'summarising', 8],
  [/\b(?:extract|classify|categori[sz]e)\b|\bsentiment\b.{0,80}\b(?:positive|negative)\b/i, 'extraction', 6],
  [/\b(?:write|compose|draft)\b.{0,40}\b(?:poem|essay|story|email|letter|blog|article|song|speech)\b/i, 'writing', 8],
  [/\b(?:rewrite|rephrase|paraphrase|proofread)\b/i, 'writing', 6],
  [/\b(?:write|implement|fix|debug|refactor)\b.{0,60}\b(?:function|program|script|class|query|code|bug)\b/i, 'code', 6],
];

/** Answers to choose from: what is asked for is knowledge. */
const choices = /^[ \t]*\(?A[.):].*\n\s*\(?B[.):]/m;

const shapesAndRequests = [...shapes, ...requests];

/** Without the `s` of a plural, where it is likely to be one. */
function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function add(points: Float64Array, clues: readonly Clue[] = []): void {
  for (const { task, points: more } of clues) points[task] = (points[task] ?? 0) + more;
}

function addWords(text: string, points: Float64Array): void {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  words.forEach((written, index) => {
    const word = singular(written);
    add(points, fields.get(word));
    if (index < instructionWords || index >= words.length - instructionWords) add(points, works.get(word));
  });
}

function ends(prompt: string): string {
  if (prompt.length <= 2 * endChars) return prompt;
  return `${prompt.slice(0, endChars)}\n${prompt.slice(-endChars)}`;
}

/**
 * What a prompt asks for, by its words and shapes alone: no model is asked, and the work is bounded however long the
 * prompt is. `chat` where nothing tells.
 */
export function recogniseTask(prompt: string, { needs = [] }: TaskHints = {}): Task {
  const text = ends(prompt);
  const points = new Float64Array(tasks.length);
  addWords(text, points);
  const chooses = choices.test(text);
  for (const [shape, task, more] of chooses ? shapes : shapesAndRequests) {
    if (shape.test(text)) add(points, [{ task: at(task), points: more }]);
  }
  if (needs.includes('structured_output')) add(points, [{ task: at('extraction'), points: 3 }]);
  let best: Task = 'chat';
  let most = (chooses ? enough.choices : enough.otherwise) - 1;
  for (const [index, task] of tasks.entries()) {
    const found = points[index] ?? 0;
    if (found > most) [best, most] = [task, found];
  }
  return best;
}
