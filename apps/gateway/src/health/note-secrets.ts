import type { ProjectConfig, ProviderKeyConfig } from '@weir/access/project-config';
import type { LiveHealth } from './live-health.ts';

/** Enough of a sealed secret to tell it from the one before; it opens nothing. */
const tagCharacters = 12;

/** Changes with a provider key's secret; undefined for a key that has none. */
export function secretTagOf(key: ProviderKeyConfig | undefined): string | undefined {
  return key?.sealedSecret?.slice(-tagCharacters);
}

const noted = new WeakSet<ProjectConfig>();

/** Tells live health which secrets a configuration holds, once for each: a key with a new one is refused no more. */
export function noteSecrets(health: LiveHealth, config: ProjectConfig): void {
  if (noted.has(config)) return;
  noted.add(config);
  const tags = config.providerKeys.flatMap((key): [string, string][] => {
    const tag = secretTagOf(key);
    return tag === undefined ? [] : [[key.id, tag]];
  });
  health.keepSecrets(config.organizationId, new Map(tags));
}
