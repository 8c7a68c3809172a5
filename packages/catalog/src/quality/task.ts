/** What a prompt asks for: a closed set, told apart locally. `humanities` holds the social sciences; `chat` the rest. */
export const tasks = [
  ...(['code', 'math', 'science', 'medicine', 'law', 'business', 'humanities'] as const),
  ...(['extraction', 'summarising', 'translation', 'writing', 'chat'] as const),
] as const;
export type Task = (typeof tasks)[number];

const known: ReadonlySet<string> = new Set(tasks);

/** True for the name of a task; what is kept of older calls may name one that is gone. */
export function isTask(name: string): name is Task {
  return known.has(name);
}
