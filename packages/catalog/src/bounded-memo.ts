/**
 * Keeps what `compute` gave for a provider and a model name. Names come from callers, so at `entriesMax` it forgets
 * everything and starts over; `compute` must be pure.
 */
export function boundedMemo<Value>(
  entriesMax: number,
  compute: (provider: string, model: string) => Value,
): (provider: string, model: string) => Value {
  const kept = new Map<string, { readonly value: Value }>();
  return (provider, model) => {
    const key = `${provider}/${model}`;
    const known = kept.get(key);
    if (known !== undefined) return known.value;
    if (kept.size >= entriesMax) kept.clear();
    const value = compute(provider, model);
    kept.set(key, { value });
    return value;
  };
}
