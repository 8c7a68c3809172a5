/** A price line as its id names it. */
export type PriceLine = {
  /** `provider/model`, by the line's own name of the model. */
  readonly model: string;
  /** From when on it holds; null where its source gives no date. */
  readonly since: string | null;
  /** The hours of each day in which it holds, such as `16:30:00Z-00:30:00Z`; null for all of them. */
  readonly daily: string | null;
  /** Whose line it is, in words. */
  readonly source: string;
  /** The organization's own. */
  readonly isOwn: boolean;
};

const sources: Readonly<Record<string, string>> = {
  custom: "your organization's own prices",
  weir: "Weir's price list",
  'genai-prices': 'the genai-prices list',
};

/** What stands for the beginning of time in lines that always held. */
const undated = ['undated', '1970-01-01'];

/** The parts of `provider/model@effectiveFrom#origin`; undefined for what is no such id. */
export function priceLineOf(priceId: string): PriceLine | undefined {
  // A model may have @ in its name, an instant and an origin never.
  const [, model, since, origin] = /^(.+)@([^@#]+)#([^#]+)$/.exec(priceId) ?? [];
  if (model === undefined || since === undefined || origin === undefined) return undefined;
  // The organization's own lines have their id behind the origin.
  const [kind = origin] = origin.split(':');
  const isDated = !undated.includes(since) && !Number.isNaN(Date.parse(since));
  return {
    model,
    since: isDated ? since : null,
    daily: isDated || undated.includes(since) ? null : since,
    source: sources[kind] ?? origin,
    isOwn: kind === 'custom',
  };
}
