import { claim } from '@weir/db/embedded/owner';
import { InstanceError } from './instance-error.ts';

/**
 * Makes this process the only instance on the data directory `home`, until the function given back is called. The
 * claim of a process that was killed is taken over. Throws InstanceError when another instance runs.
 */
export async function claimHome(home: string): Promise<() => Promise<void>> {
  try {
    return await claim(home);
  } catch (error) {
    const remedy = 'stop it or choose another directory with WEIR_HOME';
    throw new InstanceError(`Another instance already runs on ${home}: ${remedy}.`, error);
  }
}
