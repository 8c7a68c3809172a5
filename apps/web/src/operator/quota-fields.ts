import type { TenantView } from '@weir/services/operator/tenant-view';

export type Quotas = TenantView['quotas'];
export type QuotaName = keyof Quotas;

/** What the operator bounds, in words, and what counts against it now. */
export const quotaFields = [
  {
    name: 'projectsMax',
    label: 'Projects',
    help: 'Archived ones do not count.',
    usedOf: (t: TenantView) => t.projects,
  },
  { name: 'membersMax', label: 'Members', help: 'Open invitations count.', usedOf: (t: TenantView) => t.members },
  {
    name: 'gatewayKeysMax',
    label: 'Gateway keys',
    help: 'Revoked ones do not count.',
    usedOf: (t: TenantView) => t.gatewayKeys,
  },
  { name: 'providerKeysMax', label: 'Provider keys', help: undefined, usedOf: (t: TenantView) => t.providerKeys },
] as const satisfies readonly {
  name: QuotaName;
  label: string;
  help: string | undefined;
  usedOf: (tenant: TenantView) => number;
}[];

const most = 1_000_000;

/** What was typed as a quota: null for none; undefined for what is no quota. */
export function quotaOf(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  if (!/^\d{1,7}$/.test(typed)) return undefined;
  const quota = Number(typed);
  return quota <= most ? quota : undefined;
}

export type QuotaTexts = Record<QuotaName, string>;

/** Quotas as they stand in text fields. */
export function textsOf(quotas: Quotas): QuotaTexts {
  const text = (quota: number | null) => (quota === null ? '' : String(quota));
  return {
    projectsMax: text(quotas.projectsMax),
    membersMax: text(quotas.membersMax),
    gatewayKeysMax: text(quotas.gatewayKeysMax),
    providerKeysMax: text(quotas.providerKeysMax),
  };
}
