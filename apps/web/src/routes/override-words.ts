import type { TargetNode } from '@weir/routing/route-plan';
import { formatCount } from '../format/number.ts';

/** What a target is asked for instead of what the client says, in few words each. */
export function overrideWords({ overrides = {}, concurrentMax }: TargetNode): readonly string[] {
  const { temperature, topP, outputTokensMax, reasoningEffort } = overrides;
  return [
    ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
    ...(topP === undefined ? [] : [`top p ${topP}`]),
    ...(outputTokensMax === undefined ? [] : [`at most ${formatCount(outputTokensMax)} tokens out`]),
    ...(reasoningEffort === undefined ? [] : [`reasoning ${reasoningEffort}`]),
    ...(concurrentMax === undefined ? [] : [`${formatCount(concurrentMax)} at a time`]),
  ];
}
