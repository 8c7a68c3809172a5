import { loadMasterKey, type MasterKey } from '@weir/access/master-key';
import { instanceError } from './instance-error.ts';

/** The master key, made in `home` (mode 0600) at the first start. Throws InstanceError with the remedy. */
export function ensureMasterKey(options: {
  readonly WEIR_MASTER_KEY?: string | undefined;
  readonly home: string;
}): MasterKey {
  try {
    return loadMasterKey({ ...options, create: true });
  } catch (error) {
    throw instanceError(error);
  }
}
