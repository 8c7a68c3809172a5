import { type PartStatus, readInstanceStatus } from '@weir/services/instance/read-status';
import { readEnv } from '../env.ts';
import { openInstance } from '../server/instance.ts';

/** What the status page shows. A configuration that cannot be opened is a part that is away, not an error page. */
export async function readStatus(): Promise<{ parts: readonly PartStatus[]; gatewayUrl: string }> {
  try {
    const { WEIR_GATEWAY_URL: gatewayUrl } = readEnv();
    return { parts: await readInstanceStatus(await openInstance()), gatewayUrl };
  } catch {
    const detail = 'The configuration of this process is not valid; its log says what is wrong.';
    return { parts: [{ name: 'Web', state: 'bad', detail }], gatewayUrl: 'http://127.0.0.1:4000' };
  }
}
