import type { TokenOwner } from './access-tokens.ts';
import type { ProjectConfig, ProviderKeyConfig } from './project-config.ts';

const marks = new WeakMap<ProviderKeyConfig, string>();

/** A changed secret or address makes another mark. Documents are frozen, so it is made once of each. */
function markOf(key: ProviderKeyConfig): string {
  const known = marks.get(key);
  if (known !== undefined) return known;
  const mark = JSON.stringify([key.sealedSecret, key.baseUrl, key.settings]);
  marks.set(key, mark);
  return mark;
}

const keyOf = (config: ProjectConfig, providerKeyId: string) =>
  config.providerKeys.find(({ id, status }) => id === providerKeyId && status !== 'disabled');

/** Whose token it is that a provider key's credential is exchanged for; undefined when the project has no such key in use. */
export function tokenOwner(config: ProjectConfig, providerKeyId: string): TokenOwner | undefined {
  const key = keyOf(config, providerKeyId);
  if (key === undefined) return undefined;
  const { organizationId, projectId } = config;
  return { organizationId, projectId, providerKeyId, mark: markOf(key) };
}

/** True while `config`, the newest that is known of the owner's project, still has the very credential. */
export function isInForce(owner: TokenOwner, config: ProjectConfig | undefined): boolean {
  const key = config === undefined ? undefined : keyOf(config, owner.providerKeyId);
  return key !== undefined && markOf(key) === owner.mark;
}
