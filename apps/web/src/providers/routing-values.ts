import type { ProviderKey } from './provider-key.ts';

/** What routes go by, as it stands in a form. */
export type RoutingValues = {
  region: string;
  zeroRetention: boolean;
  weight: string;
};

export const routingFieldNames = ['region', 'zeroRetention', 'weight'] as const;

const weightMax = 1_000_000;

/** What a key says of itself now; nothing for a new one. */
export function routingValues(key?: Pick<ProviderKey, 'region' | 'zeroRetention' | 'weight'>): RoutingValues {
  return {
    region: key?.region ?? '',
    zeroRetention: key?.zeroRetention ?? false,
    weight: String(key?.weight ?? 1),
  };
}

/** Why `weight` cannot be one; true where it can. */
export function checkWeight(weight: string): string | true {
  const text = weight.trim();
  if (text === '') return true;
  const number = Number(text);
  return (number >= 0 && number <= weightMax) || 'A number from 0 to 1,000,000.';
}

/** The fields of a request that say the same. An empty region is none, an empty weight is 1. */
export function toRouting({ region, zeroRetention, weight }: RoutingValues) {
  return {
    region: region.trim() === '' ? null : region.trim(),
    zeroRetention,
    weight: weight.trim() === '' ? 1 : Number(weight),
  };
}
