import { rule as arrows } from './arrows.mjs';
import { rule as bounds } from './bounds.mjs';
import { rule as casts } from './casts.mjs';
import { rule as docstrings } from './docstrings.mjs';
import { rule as env } from './env.mjs';
import { rule as foreignWords } from './foreign-words.mjs';
import { rule as prismaReach } from './prisma-reach.mjs';
import { rule as providerIds } from './provider-ids.mjs';
import { rule as purity } from './purity.mjs';
import { rule as suppressions } from './suppressions.mjs';
import { rule as vendors } from './vendors.mjs';
import { rule as versions } from './versions.mjs';

/** Every rule of the project that Biome and the compiler do not already hold. */
export const rules = [
  ...[arrows, vendors, prismaReach, purity, providerIds, env],
  ...[bounds, casts, suppressions, docstrings, versions, foreignWords],
];

/** Runs all rules over a project read by `readProject`. */
export function applyRules(project) {
  return rules.flatMap((rule) => rule.check(project).map((violation) => ({ ...violation, rule: rule.name })));
}
