import '../client/no-eval.ts';
import { array, object, type output, string } from 'zod/mini';

/** A place in the documentation: the words of its heading, the page that it is on, and its address. */
const entry = object({ text: string(), page: string(), href: string() });
export type SearchEntry = output<typeof entry>;

export const searchIndexPath = '/docs/search.json';

/** Asks for the index. Rejects when it does not come. */
export async function readSearchIndex(signal: AbortSignal): Promise<readonly SearchEntry[]> {
  const answer = await fetch(searchIndexPath, { signal });
  if (!answer.ok) throw new Error(`The index answered with ${answer.status}.`);
  return array(entry).parse(await answer.json());
}

const shownMax = 12;

/** How well `entry` answers to `words`, all of which must stand in it; 0 where one does not. */
function rank({ text, page }: SearchEntry, words: readonly string[]): number {
  const [heading, whole] = [text.toLowerCase(), `${text} ${page}`.toLowerCase()];
  if (!words.every((word) => whole.includes(word))) return 0;
  const [first = ''] = words;
  if (heading === words.join(' ')) return 4;
  if (heading.startsWith(first)) return 3;
  return words.every((word) => heading.includes(word)) ? 2 : 1;
}

/** The entries that have all words of `text`, the nearest first; none for no words. */
export function search(entries: readonly SearchEntry[], text: string): readonly SearchEntry[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return entries
    .map((each) => ({ each, rank: rank(each, words) }))
    .filter((found) => found.rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, shownMax)
    .map(({ each }) => each);
}
