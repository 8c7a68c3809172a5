'use client';
import { useState } from 'react';
import { NotForRole } from '../shell/not-for-role.tsx';
import { useMay } from '../shell/viewer.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { HealthView } from './health-view.tsx';
import { KeyNames } from './key-names.tsx';
import { Pulse } from './pulse.tsx';
import { gatewayNow, useHealth } from './use-health.ts';
import { useSecond } from './use-second.ts';

function Away({ reason, isKept }: { readonly reason: string; readonly isKept: boolean }) {
  return (
    <Notice kind="bad" title="The gateway does not say how its targets are">
      {reason} {isKept ? 'What is shown is the last that was known.' : 'This page goes on asking.'}
    </Notice>
  );
}

/** How each target is now: its circuit, its failures, its speed, what is left of its limits. */
export function HealthPage() {
  const mayRead = useMay('provider_key.read');
  const [isPaused, setPaused] = useState(false);
  const nowMs = useSecond(mayRead);
  const live = useHealth(isPaused);
  const { health, keyNames, readAtMs, away } = live;
  const ageMs = readAtMs === undefined ? undefined : Math.max(0, (nowMs ?? readAtMs) - readAtMs);
  return (
    <Page
      title="Health"
      description="How each target is now, by the gateway’s own calls: what routes go by. What is old is forgotten; figures over time are under Performance."
      actions={mayRead && <Pulse ageMs={ageMs} isPaused={isPaused} isAway={away !== undefined} onPause={setPaused} />}
    >
      {!mayRead ? (
        <NotForRole what="live health" />
      ) : (
        <KeyNames names={keyNames}>
          {away !== undefined && <Away reason={away} isKept={health !== undefined} />}
          {(health !== undefined || away === undefined) && (
            <HealthView health={health} nowMs={gatewayNow(live, nowMs)} />
          )}
        </KeyNames>
      )}
    </Page>
  );
}
