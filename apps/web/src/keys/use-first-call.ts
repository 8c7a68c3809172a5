'use client';
import { useViewer } from '../shell/viewer.tsx';
import { firstCall } from './first-call.ts';
import type { GatewayKey } from './gateway-key.ts';

/** Makes the snippet of a call, with the key's text where that is at hand. */
export function useFirstCall(allowedModels: GatewayKey['allowedModels']): (key?: string) => string {
  const { gatewayUrl } = useViewer();
  return (key) => firstCall({ gatewayUrl, allowedModels, ...(key === undefined ? {} : { key }) });
}
