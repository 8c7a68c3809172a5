import { type InstanceInfoView, readInstanceInfo } from '@weir/services/instance/read-info';
import { headers } from 'next/headers';
import { callerOf } from '../server/caller.ts';
import { openInstance } from '../server/instance.ts';

/** This instance, for the pages of people who are not signed in. */
export async function readInstance(): Promise<InstanceInfoView> {
  return readInstanceInfo(await openInstance(), callerOf(await headers()), {});
}
