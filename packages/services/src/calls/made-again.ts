import { projectConfig } from '@weir/access/project-config';
import { candidateId } from '@weir/routing/candidate';
import type { Explanation } from '@weir/routing/target';
import { isDecided, openDecider } from '../routes/decide-again.ts';
import { recordedExplanation } from '../routes/recorded-explanation.ts';
import type { VerbContext } from '../verb.ts';
import { read } from '../write.ts';
import type { MadeAgain } from './view.ts';

type RecordedCall = { readonly projectId: string; readonly gatewayKeyId: string | null; readonly decision: unknown };

/** Targets in their order, with what kept out those that were left out. */
function outcomeOf({ considered }: Explanation): string {
  return considered.map((each) => `${candidateId(each)} ${each.exclusion ?? ''}`).join('\n');
}

/**
 * What comes of a call's decision when it is made again from its inputs, by the plan of its version and with the
 * project's keys and prices of now; null where no decision is recorded.
 */
export async function madeAgain(context: VerbContext, call: RecordedCall): Promise<MadeAgain | null> {
  const explanation = recordedExplanation(call.decision);
  if (explanation === undefined) return null;
  if (!isDecided(explanation)) return 'nothing_to_decide';
  const own = read(context);
  const stored = await own.projectConfigs.get(call.projectId);
  const config = projectConfig.safeParse(stored?.document);
  if (!config.success) return 'version_gone';
  const { gatewayKeyId } = call;
  const again = await openDecider(own, config.data).again({ explanation, gatewayKeyId });
  if (again.kind === 'unmade') return again.why;
  return outcomeOf(again.decision.explanation) === outcomeOf(explanation) ? 'same' : 'different';
}
