import type { PlanChange } from './plan-change.ts';

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of a plan as a line of text. */
export function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueWords).join(', ');
  return isFields(value) ? JSON.stringify(value) : String(value);
}

/** True for values that say the same, whatever the order of their fields. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => isSame(each, other[at]));
  }
  if (!isFields(one) || !isFields(other)) return one === other;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => isSame(one[name], other[name]));
}

function changeOf(path: string, before: unknown, after: unknown): PlanChange {
  const name = path.replace(/^strategy\.(?:.*\.)?(?=[^.]+$)/, '');
  if (before === undefined) {
    const words = valueWords(after);
    return { path, kind: 'added', after: words, said: `${name}: set to ${words}` };
  }
  const was = valueWords(before);
  if (after === undefined) {
    return { path, kind: 'removed', before: was, said: `${name}: no longer set (was ${was})` };
  }
  const words = valueWords(after);
  return { path, kind: 'changed', before: was, after: words, said: `${name}: ${was} became ${words}` };
}

/** Differences of plain fields; objects are looked into, lists are told whole. */
export function diffValues(before: unknown, after: unknown, path: string): readonly PlanChange[] {
  if (isSame(before, after)) return [];
  const isNested = (isFields(before) || before === undefined) && (isFields(after) || after === undefined);
  if (!isNested) return [changeOf(path, before, after)];
  const [old, now]: [Fields, Fields] = [before ?? {}, after ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names.flatMap((name) => diffValues(old[name], now[name], path === '' ? name : `${path}.${name}`));
}
