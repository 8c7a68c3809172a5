import { type Task, tasks } from '@weir/catalog/quality/task';
import type { Need } from '../request-facts.ts';
import { fieldWords, workWords } from './task-words.ts';

/** What is known of a request beside its text. */
export type TaskHints = { readonly needs?: readonly Need[] };

/** Only the beginning and the end of a prompt are read, so many characters of each. */
const endChars = 2_000;
/** Kinds of work are looked for in so many words of the beginning and of the end. */
const instructionWords = 40;
/** Below this nothing has been recognised. */
const enough = 2;

type Clue = { readonly task: number; readonly points: number };

const positions = new Map<Task, number>(tasks.map((task, index) => [task, index]));

function at(task: Task): number {
  return positions.get(task) ?? 0;
}

function lexicon(words: typeof fieldWords): ReadonlyMap<string, readonly Clue[]> {
  const clues = new Map<string, Clue[]>();
  for (const task of tasks) {
    for (const [kind, points] of [['sure', 2] as const, ['likely', 1] as const]) {
      for (const word of words[task]?.[kind].split(/\s+/) ?? []) {
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
  [/\d\s*[-+*/^=]\s*[\da-z(]|[a-z]\^\d|\b[fgp]\s?\([xn]\)/i, 'math', 2],
];

/** Kinds of work as they are asked for; they outweigh what the text is about. */
const requests: readonly (readonly [request: RegExp, task: Task, points: number])[] = [
  [
    /\btranslat\w+ (?:\S+ ){0,8}?(?:in)?to\b|\binto (?:english|french|german|spanish|italian|chinese|japanese)\b/i,
    'translation',
    8,
  ],
  [
    /\b(?:summari[sz]e|tl;?dr|write a (?:short |brief )?summary|in (?:one|two|three|a few) sentences?:)/i,
    'summarising',
    8,
  ],
  [/\b(?:extract|classify|categori[sz]e)\b|\bsentiment\b.{0,80}\b(?:positive|negative)\b/i, 'extraction', 6],
  [
    /\b(?:write|compose|draft) (?:me )?(?:an?|the) (?:\w+ ){0,3}?(?:poem|essay|story|email|letter|blog|article|song|speech)\b/i,
    'writing',
    8,
  ],
  [
    /\b(?:write|implement|fix|debug|refactor)\b.{0,60}\b(?:function|program|script|class|query|code|component|bug)\b/i,
    'code',
    6,
  ],
];

function addWords(text: string, points: Float64Array): void {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  words.forEach((word, index) => {
    for (const { task, points: more } of fields.get(word) ?? []) points[task] = (points[task] ?? 0) + more;
    if (index >= instructionWords && index < words.length - instructionWords) return;
    for (const { task, points: more } of works.get(word) ?? []) points[task] = (points[task] ?? 0) + more;
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
export function recogniseTask(prompt: string, hints: TaskHints = {}): Task {
  const text = ends(prompt);
  const points = new Float64Array(tasks.length);
  addWords(text, points);
  for (const [shape, task, more] of [...shapes, ...requests]) {
    if (shape.test(text)) points[at(task)] = (points[at(task)] ?? 0) + more;
  }
  if (hints.needs?.includes('structured_output') === true)
    points[at('extraction')] = (points[at('extraction')] ?? 0) + 3;
  let best: Task = 'chat';
  let most = enough - 0.5;
  for (const [index, task] of tasks.entries()) {
    const found = points[index] ?? 0;
    if (found > most) [best, most] = [task, found];
  }
  return best;
}
