/** https://platform.openai.com/docs/api-reference/chat/object, `service_tier`. */
const tiers: ReadonlySet<string> = new Set(['auto', 'default', 'flex', 'priority', 'scale', 'fast', 'ultrafast']);

/** Other vendors' words for what everybody gets. */
const standardTiers: ReadonlySet<string> = new Set(['standard', 'standard_only', 'on_demand']);

/** The tier in OpenAI's words; undefined for what it has none for. */
export function openaiTier(tier: string | undefined): string | undefined {
  if (tier === undefined || tiers.has(tier)) return tier;
  return standardTiers.has(tier) ? 'default' : undefined;
}
