import { type Distribution, labelSeparator, secondsBuckets, type Traffic } from './traffic.ts';

type Described = { readonly name: string; readonly help: string; readonly labels: readonly string[] };

function labelText(labels: readonly string[], key: string): string {
  const values = key.split(labelSeparator);
  return labels.map((label, index) => `${label}=${JSON.stringify(values[index] ?? '')}`).join(',');
}

function head({ name, help }: Described, type: string): string {
  return `# HELP weir_${name} ${help}\n# TYPE weir_${name} ${type}\n`;
}

function counter(described: Described, counts: ReadonlyMap<string, number>): string {
  const lines = [...counts].map(
    ([key, count]) => `weir_${described.name}{${labelText(described.labels, key)}} ${count}\n`,
  );
  return head(described, 'counter') + lines.join('');
}

function bucketLines(name: string, labels: string, { counts, sum }: Distribution): string {
  let total = 0;
  const lines = counts.map((count, index) => {
    total += count;
    return `weir_${name}_bucket{${labels},le="${secondsBuckets[index] ?? '+Inf'}"} ${total}\n`;
  });
  return `${lines.join('')}weir_${name}_sum{${labels}} ${sum}\nweir_${name}_count{${labels}} ${total}\n`;
}

function histogram(described: Described, distributions: ReadonlyMap<string, Distribution>): string {
  const lines = [...distributions].map(([key, distribution]) =>
    bucketLines(described.name, labelText(described.labels, key), distribution),
  );
  return head(described, 'histogram') + lines.join('');
}

/** The traffic so far in the Prometheus text format. */
export function exposeTraffic(traffic: Traffic): string {
  return [
    counter({ name: 'calls_total', help: 'Calls by how they ended.', labels: ['operation', 'status'] }, traffic.calls),
    counter(
      { name: 'attempts_total', help: 'Attempts by how they ended.', labels: ['provider', 'status'] },
      traffic.attempts,
    ),
    counter({ name: 'tokens_total', help: 'Reported usage.', labels: ['provider', 'bucket'] }, traffic.tokens),
    histogram(
      { name: 'call_duration_seconds', help: 'Calls, from request to last byte.', labels: ['operation'] },
      traffic.durations,
    ),
    histogram(
      { name: 'first_token_seconds', help: 'Attempts, from the send to the first content.', labels: ['provider'] },
      traffic.firstTokens,
    ),
  ].join('');
}

/** Counters without labels in the same format. */
export function exposeCounts(counts: readonly (readonly [name: string, help: string, count: number])[]): string {
  return counts
    .map(([name, help, count]) => `${head({ name, help, labels: [] }, 'counter')}weir_${name} ${count}\n`)
    .join('');
}
