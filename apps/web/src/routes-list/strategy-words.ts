import type { Quality, Strategy } from '@weir/routing/route-plan';

/** A longer list is cut: the whole of it is on the route's page. */
const namedMax = 3;

const qualities: Readonly<Record<string, string>> = {
  economy: 'economy quality',
  balanced: 'balanced quality',
  high: 'high quality',
};

function qualityWords(quality: Quality | undefined): string {
  if (quality === undefined || quality === 'any') return '';
  const words = typeof quality === 'number' ? `at least ${Math.round(quality * 100)}% of the best` : qualities[quality];
  return words === undefined ? '' : `, ${words}`;
}

/** The last part of a model's name says which it is; its provider stands on the route's page. */
function modelName(model: string): string {
  return model.split('/').at(-1) ?? model;
}

function shortened(words: readonly string[]): readonly string[] {
  if (words.length <= namedMax) return words;
  return [...words.slice(0, namedMax - 1), `${words.length - namedMax + 1} more`];
}

function listed(words: readonly string[], last: string): string {
  const shown = shortened(words);
  const end = shown.at(-1) ?? '';
  return shown.length < 2 ? end : `${shown.slice(0, -1).join(', ')} ${last} ${end}`;
}

function weightWords(children: readonly Strategy[]): readonly string[] {
  const sum = children.reduce((total, { weight = 1 }) => total + weight, 0);
  return children.map((child) => {
    const share = sum === 0 ? 0 : (child.weight ?? 1) / sum;
    return `${Math.round(share * 100)}% ${inner(child)}`;
  });
}

/** Words for a node that stands within another's. */
function inner(node: Strategy): string {
  const words = strategyWords(node);
  return node.kind === 'target' ? words : `(${words})`;
}

const all = (children: readonly Strategy[], last: string) => listed(children.map(inner), last);

/** What a strategy does, in one line of words. */
export function strategyWords(node: Strategy): string {
  switch (node.kind) {
    case 'target':
      return modelName(node.model);
    case 'fallback':
      return shortened(node.children.map(inner)).join(', then ');
    case 'weighted':
      return listed(weightWords(node.children), 'and');
    case 'cheapest':
      return `cheapest of ${all(node.children, 'and')}${qualityWords(node.quality)}`;
    case 'fastest': {
      const by = node.by === 'whole_answer' ? ' by whole answer' : '';
      return `fastest of ${all(node.children, 'and')}${by}${qualityWords(node.quality)}`;
    }
    case 'smart':
      return `by task, ${all(node.children, 'or')}${qualityWords(node.quality)}`;
    case 'race': {
      const { start = { hedgeAfterMs: 'p95' } } = node;
      const after = typeof start === 'string' ? undefined : start.hedgeAfterMs;
      const when = after === undefined ? 'together' : `hedged after ${after === 'p95' ? 'the p95' : `${after} ms`}`;
      return `race of ${all(node.children, 'and')}, ${when}`;
    }
    case 'conditional': {
      const rules = node.when.length === 1 ? '1 rule' : `${node.when.length} rules`;
      return `${rules}: ${all(
        node.when.map(({ use }) => use),
        'or',
      )}; else ${inner(node.otherwise)}`;
    }
  }
}
