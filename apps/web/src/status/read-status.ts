import { type PartStatus, readInstanceStatus } from '@weir/services/instance/read-status';
import { openInstance } from '../server/instance.ts';

/** What the status page shows. A configuration that cannot be opened is a part that is away, not an error page. */
export async function readStatus(): Promise<{ parts: readonly PartStatus[]; gatewayUrl: string }> {
  try {
    const services = await openInstance();
    return { parts: await readInstanceStatus(services), gatewayUrl: services.gatewayPublicUrl };
  } catch {
    const detail = 'The configuration of this process is not valid; its log says what is wrong.';
    return { parts: [{ name: 'Web', state: 'bad', detail }], gatewayUrl: 'http://127.0.0.1:4000' };
  }
}
