import { EgressFailure } from '@weir/egress/egress-failure';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { gatewayErrorOf } from './gateway-error.ts';

const spoolStats = z.object({
  served: z.int(),
  recorded: z.int(),
  pendingBytes: z.int(),
  openAttempts: z.int(),
  interrupted: z.int(),
  failing: z.string().optional(),
});

/** What the gateway's spool says of itself. Counts are of Attempts of the whole instance. */
export type LiveSpool = z.output<typeof spoolStats>;

/** The spool, or why it cannot be known. */
export type LiveSpoolAnswer =
  | { readonly kind: 'known'; readonly spool: LiveSpool }
  | { readonly kind: 'unknown'; readonly reason: string };

// No tenant is asked about: the claims name nobody.
const nobody = '00000000-0000-0000-0000-000000000000';
const totalMs = 3_000;

/** Asks the gateway for the state of its spool. Never throws for a gateway that is away. */
export async function readLiveSpool(services: Services): Promise<LiveSpoolAnswer> {
  const claims = { organizationId: nobody, projectId: nobody, purpose: 'admin' } as const;
  try {
    const answer = await services.gateway.request({ path: '/internal/ledger', claims, totalMs });
    const error = gatewayErrorOf(answer);
    if (error !== undefined) return { kind: 'unknown', reason: `The gateway refused: ${error.message}` };
    const parsed = spoolStats.safeParse(answer.body);
    if (parsed.success) return { kind: 'known', spool: parsed.data };
    return { kind: 'unknown', reason: 'The gateway answered in a form that this release does not know.' };
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    return { kind: 'unknown', reason: `The gateway cannot be reached: ${error.message}.` };
  }
}
