'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { useViewer } from '../shell/viewer.tsx';
import { firstCall } from './first-call.ts';
import type { GatewayKey } from './gateway-key.ts';

/** Makes the snippet of a call, with the key's text where that is at hand. */
export function useFirstCall(allowedModels: GatewayKey['allowedModels']): (key?: string) => string {
  const { gatewayUrl } = useViewer();
  const { data } = useQuery(useTRPC().catalog.providers.queryOptions({}));
  const spoken = new Map(data?.data.map(({ id, operations }) => [id, operations]));
  return (key) => firstCall({ gatewayUrl, allowedModels, spoken, ...(key === undefined ? {} : { key }) });
}
