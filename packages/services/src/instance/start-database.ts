import { startEmbedded } from '@weir/db/embedded';
import { instanceError } from './instance-error.ts';

/** A database that Weir brought along and runs. */
export type InstanceDatabase = {
  /** With its password: never log it. */
  readonly url: string;
  /** Settles when the server has ended, asked for or not. */
  readonly exited: Promise<void>;
  /** Ends the server and lets go of its directory; may be called again. */
  stop(): Promise<void>;
};

/** Starts the embedded database below `dataDir`, initialised on first use. Throws InstanceError with the remedy. */
export async function startDatabase(dataDir: string): Promise<InstanceDatabase> {
  try {
    return await startEmbedded({ dataDir });
  } catch (error) {
    throw instanceError(error);
  }
}
