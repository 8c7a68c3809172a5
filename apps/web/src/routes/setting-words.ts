import type { RoutePlan } from '@weir/routing/route-plan';

const usualTries = 2;

function retryWords({ retry }: RoutePlan): string {
  const { attemptsPerTargetMax: tries = usualTries, on } = retry ?? {};
  if (tries === 1) return 'each target once';
  const kinds = on === undefined ? '' : `, after ${on.length} ${on.length === 1 ? 'kind' : 'kinds'} of failure`;
  return `each target up to ${tries} times${kinds}`;
}

const seconds = (ms: number) => `${ms / 1_000} s`;

function timeoutWords({ timeouts }: RoutePlan): string {
  const { firstEventMs, stallMs, connectMs, totalMs = 600_000 } = timeouts ?? {};
  return [
    ...(connectMs === undefined ? [] : [`connect ${seconds(connectMs)}`]),
    `first event ${seconds(firstEventMs ?? 30_000)}`,
    ...(stallMs === undefined ? [] : [`silence ${seconds(stallMs)}`]),
    `in all ${seconds(totalMs)}`,
  ].join(', ');
}

const rescues = {
  off: 'end with an error',
  continue: 'go on from another target',
  buffer: 'hold it until it is whole',
} as const;

function stickyWords({ sticky }: RoutePlan): string {
  if (sticky === undefined) return 'not at all';
  const by = sticky.by.startsWith('metadata.') ? sticky.by : sticky.by.replaceAll('_', ' ');
  return `by ${by}, ${sticky.ttlSeconds ?? 3_600} s`;
}

function requiresWords({ requires }: RoutePlan): string {
  const { regions, zeroRetention, inputUsdPerMillionMax: input, outputUsdPerMillionMax: output } = requires ?? {};
  const said = [
    ...(regions === undefined ? [] : [regions.join(' or ')]),
    ...(zeroRetention === true ? ['zero retention'] : []),
    ...(input === undefined ? [] : [`in at most $${input}`]),
    ...(output === undefined ? [] : [`out at most $${output}`]),
  ];
  return said.length === 0 ? 'none' : said.join(', ');
}

/** What holds for all targets of a plan, in few words for each group of settings. */
export function settingWords(plan: RoutePlan) {
  return {
    retry: retryWords(plan),
    timeouts: timeoutWords(plan),
    rescue: rescues[plan.rescue ?? 'off'],
    sticky: stickyWords(plan),
    contentPolicy: plan.contentPolicy === 'next' ? 'ask the next target' : 'the call ends',
    requires: requiresWords(plan),
  };
}
