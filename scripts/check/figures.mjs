import { functionsOf } from './bounds.mjs';
import { isTest } from './place.mjs';

/** The size of the code in a few lines: what is largest, what is usual, how much of it is tests. */
export function figures(files) {
  const product = files.filter(({ path }) => !isTest(path));
  const tests = files.filter(({ path }) => isTest(path));
  const bySize = [...product].sort((a, b) => b.lines - a.lines);
  const functions = product.flatMap((file) => functionsOf(file).map((measure) => ({ ...measure, path: file.path })));
  const byLength = functions.sort((a, b) => b.lines - a.lines);
  const ratio = total(tests) / Math.max(1, total(product));
  return [
    `files     ${product.length}, median ${middle(bySize)}, p90 ${high(bySize)}, largest ${bySize[0]?.lines} ${bySize[0]?.path}`,
    `functions ${byLength.length}, median ${middle(byLength)}, p90 ${high(byLength)}, largest ${byLength[0]?.lines} ${byLength[0]?.path}:${byLength[0]?.line}`,
    `lines     ${total(product)} of product, ${total(tests)} of tests (${ratio.toFixed(2)} to 1)`,
  ];
}

const total = (files) => files.reduce((sum, { lines }) => sum + lines, 0);

/** Of a list sorted by lines, the largest first. */
const middle = (sorted) => sorted[Math.floor(sorted.length / 2)]?.lines ?? 0;
const high = (sorted) => sorted[Math.floor(sorted.length / 10)]?.lines ?? 0;
