import { loadMasterKey, type MasterKey } from '@weir/access/master-key';
import { weirHome } from '@weir/runtime/weir-home';

/** The instance's master key, from `WEIR_MASTER_KEY` or the file in its home. Never makes one. Throws with the remedy. */
export function readMasterKey(env: {
  readonly WEIR_MASTER_KEY?: string | undefined;
  readonly WEIR_HOME?: string | undefined;
}): MasterKey {
  return loadMasterKey({ WEIR_MASTER_KEY: env.WEIR_MASTER_KEY, home: weirHome(env), create: false });
}
