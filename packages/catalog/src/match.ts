import type { MatchLogic } from '@pydantic/genai-prices';

/** True when `rule` covers `model`. As genai-prices has it: without regard to case, but for regular expressions. */
export function matches(rule: MatchLogic, model: string): boolean {
  const name = model.toLowerCase();
  if ('or' in rule) return rule.or.some((part) => matches(part, name));
  if ('and' in rule) return rule.and.every((part) => matches(part, name));
  if ('equals' in rule) return name === rule.equals.toLowerCase();
  if ('starts_with' in rule) return name.startsWith(rule.starts_with.toLowerCase());
  if ('ends_with' in rule) return name.endsWith(rule.ends_with.toLowerCase());
  if ('contains' in rule) return name.includes(rule.contains.toLowerCase());
  return new RegExp(rule.regex).test(name);
}

const compactDate = /-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g;

/** Vendors write one snapshot as `-20250514` and `-2025-05-14`; gives the second form. */
export function withDashedDate(model: string): string {
  return model.replace(compactDate, '-$1-$2-$3');
}

/** The first of `models` that covers `name`, by the name as it stands, else with its date dashed. */
export function firstMatch<Model extends { readonly match: MatchLogic }>(
  models: readonly Model[],
  name: string,
): Model | undefined {
  const wanted = name.toLowerCase().trim();
  const dashed = withDashedDate(wanted);
  const found = models.find((model) => matches(model.match, wanted));
  if (found !== undefined || dashed === wanted) return found;
  return models.find((model) => matches(model.match, dashed));
}
