import type { Metadata } from 'next';
import { readStatus } from '../../status/read-status.ts';
import { StatusPage } from '../../status/status-page.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Status' };

export default async function Status() {
  const { parts, gatewayUrl } = await readStatus();
  return <StatusPage parts={parts} gatewayUrl={gatewayUrl} checkedAt={new Date().toISOString()} />;
}
