import { EgressFailure } from '@weir/egress/egress-failure';
import type { HealthReport, RefusedKey } from '@weir/routing/health-report';
import { healthReport } from '../health/view.ts';
import type { Services } from '../services.ts';
import { gatewayErrorOf } from './gateway-error.ts';

/** The health of an organization's targets, or why it cannot be known. */
export type LiveHealthAnswer =
  | { readonly kind: 'known'; readonly report: HealthReport }
  | { readonly kind: 'unknown'; readonly reason: string };

// No project is asked about; the organization is what counts.
const noProject = '00000000-0000-0000-0000-000000000000';
const totalMs = 3_000;
/** Lists of keys do not wait longer for what is only an addition to them. */
const additionMs = 1_000;

/**
 * Asks the gateway what it knows of an organization's targets, `waitMs` long. Never throws for a gateway that is away.
 */
export async function readLiveHealth(
  services: Services,
  organizationId: string,
  waitMs = totalMs,
): Promise<LiveHealthAnswer> {
  const claims = { organizationId, projectId: noProject, purpose: 'admin' } as const;
  try {
    const answer = await services.gateway.request({ path: '/internal/health', claims, totalMs: waitMs });
    const error = gatewayErrorOf(answer);
    if (error !== undefined) return { kind: 'unknown', reason: `The gateway refused: ${error.message}` };
    const parsed = healthReport.safeParse(answer.body);
    if (parsed.success) return { kind: 'known', report: parsed.data };
    return { kind: 'unknown', reason: 'The gateway answered in a form that this release does not know.' };
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    return { kind: 'unknown', reason: `The gateway cannot be reached: ${error.message}.` };
  }
}

/** The provider keys of an organization that their providers refuse now; none where the gateway cannot say. */
export async function readRefusedKeys(
  services: Services,
  organizationId: string,
): Promise<ReadonlyMap<string, RefusedKey>> {
  const answer = await readLiveHealth(services, organizationId, additionMs);
  const refused = answer.kind === 'known' ? answer.report.refusedKeys : [];
  return new Map(refused.map((key) => [key.providerKeyId, key]));
}
