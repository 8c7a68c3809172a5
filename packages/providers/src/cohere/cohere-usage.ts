import { countAt, type JsonObject, objectAt } from '@weir/protocol/json-read';
import type { Usage } from '@weir/protocol/usage';

/**
 * Cohere's `usage` in disjoint buckets: what is billed. `tokens` counts the vendor's own preamble and markers as well,
 * which nobody is charged for, and `cached_tokens` are of those. Thinking is inside the billed output.
 * Source: https://docs.cohere.com/docs/how-does-cohere-pricing-work.
 */
export function cohereUsage(report: JsonObject): Usage {
  const tokens = objectAt(report, 'tokens');
  const counted = objectAt(report, 'billed_units') ?? tokens;
  const input = countAt(counted, 'input_tokens');
  const output = countAt(counted, 'output_tokens');
  const thought = countAt(tokens, 'reasoning_tokens');
  const reasoning = thought === undefined ? undefined : Math.min(thought, output ?? thought);
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output: output - (reasoning ?? 0) }),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}
