import { EgressFailure } from '@weir/egress/egress-failure';
import { operations } from '@weir/protocol/operation';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { gatewayErrorOf, isGatewayFault } from '../gateway/gateway-error.ts';
import { requireActive } from '../projects/require-active.ts';
import { notFound, ServiceError } from '../service-error.ts';
import { type VerbContext, verb } from '../verb.ts';
import { read } from '../write.ts';
import { explainedView } from './explained.ts';
import { requireSoundPlan } from './require-sound-plan.ts';
import { planField } from './view.ts';

const totalMs = 10_000;

const input = z.strictObject({
  projectId: idField,
  operation: z.enum(operations).describe('What the body would be sent to, such as `chat`.'),
  body: z.record(z.string(), z.unknown()).describe('The request as a client would send it.'),
  plan: planField.optional().describe('A plan to try, in place of what `model` names.'),
  routeName: z.string().min(1).max(64).optional().describe('A published route, in place of what `model` names.'),
});
type Input = z.output<typeof input>;

async function askGateway({ services, actor }: VerbContext, { projectId, ...asked }: Input, minConfigVersion: number) {
  const { organizationId, memberId } = actor;
  const as = memberId === undefined ? {} : { memberId };
  const claims = { organizationId, projectId, purpose: 'explain', minConfigVersion, ...as } as const;
  try {
    return await services.gateway.request({ path: '/internal/explain', claims, body: asked, totalMs });
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    throw new ServiceError('unavailable', `The gateway cannot be reached: ${error.message}.`, { cause: error });
  }
}

/** Where a call would go and why, as the gateway sees it now. Nobody is called and nothing is stored. */
export const dryRunRoute = verb({
  action: 'route.write',
  input,
  output: explainedView,
  async run(context, asked) {
    const { projectId, plan, routeName } = asked;
    if (plan !== undefined && routeName !== undefined)
      throw new ServiceError('invalid', 'routeName: is given besides plan; give one of them.', { field: 'routeName' });
    if (plan !== undefined) requireSoundPlan(plan);
    const own = read(context);
    await requireActive(own, projectId);
    const config = await own.projectConfigs.get(projectId);
    if (config === undefined) throw notFound('project');
    const answer = await askGateway(context, asked, config.version);
    const error = gatewayErrorOf(answer);
    if (error !== undefined) {
      const code = isGatewayFault(error) || error.status >= 500 ? 'unavailable' : 'invalid';
      throw new ServiceError(code, error.message);
    }
    const explained = explainedView.safeParse(answer.body);
    if (explained.success) return explained.data;
    const said = 'The gateway answered in a form that this release does not know.';
    throw new ServiceError('unavailable', said, { cause: explained.error });
  },
});
