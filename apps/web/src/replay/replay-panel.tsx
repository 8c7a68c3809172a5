'use client';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { RouteView } from '@weir/services/routes/view';
import { History, Square } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '../format/number.ts';
import { ChoiceField } from '../routes/choice-field.tsx';
import { planSaid } from '../routes/plan-said.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { ReplayReportView } from './replay-report.tsx';
import { type ReplayRun, useReplay } from './use-replay.ts';

const dayChoices = [
  { value: '1', label: 'The last day' },
  { value: '7', label: 'The last 7 days' },
  { value: '14', label: 'The last 14 days' },
  { value: '30', label: 'The last 30 days' },
];

const callChoices = [
  { value: 'route', label: 'Calls of this route' },
  { value: 'project', label: 'All calls of the project' },
] as const;

function Running({ run }: { readonly run: ReplayRun }) {
  if (run.kind === 'stopped') return <p className="text-sm text-quiet">Stopped before its end.</p>;
  if (run.kind === 'failed')
    return (
      <Notice kind="bad" title="The replay failed">
        {run.message}
      </Notice>
    );
  if (run.kind === 'idle') return null;
  const { progress } = run;
  if (progress === undefined) return <Progress label="Counting the calls" />;
  const { done, of } = progress;
  return <Progress label={`${formatCount(done)} of ${formatCount(of)} calls`} share={of === 0 ? 1 : done / of} />;
}

/** Replays recorded calls under the plan as it stands: what they would have cost, where they would have gone. */
export function ReplayPanel({
  route,
  plan,
  isSound,
}: {
  readonly route: RouteView;
  readonly plan: RoutePlan;
  readonly isSound: boolean;
}) {
  const [days, setDays] = useState('7');
  const [calls, setCalls] = useState<'route' | 'project'>('route');
  const { run, shown, start, stop } = useReplay();
  const of = `${days} ${calls} ${planSaid(plan)}`;
  const isRunning = run.kind === 'running';
  return (
    <div className="grid grid-cols-1 gap-4">
      <form
        className="grid grid-cols-1 gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void start({ routeId: route.id, plan, days: Number(days), calls, of });
        }}
      >
        <p className="text-sm text-quiet">
          What the plan in the editor would have made of calls that were recorded. It goes by what is known of each
          call, never by its text; nobody is called and nothing is charged.
        </p>
        <div className="grid gap-3 sm:grid-cols-2">
          <ChoiceField label="Time" choices={dayChoices} value={days} onChange={setDays} />
          <ChoiceField label="Calls" choices={callChoices} value={calls} onChange={setCalls} />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          {isRunning ? (
            <Button size="sm" onClick={stop}>
              <Square className="size-3.5" aria-hidden="true" />
              Stop
            </Button>
          ) : (
            <Button type="submit" look="primary" size="sm" disabled={!isSound}>
              <History className="size-3.5" aria-hidden="true" />
              Replay
            </Button>
          )}
          {!isSound && <span className="text-xs text-quiet">There is something to mend in the plan first.</span>}
        </div>
      </form>
      <Running run={run} />
      {/* A replay may take a while: whoever cannot see it is told when there is something new. */}
      <div aria-live="polite" className="grid grid-cols-1 gap-4">
        {shown !== undefined && shown.of !== of && !isRunning && (
          <Notice>The plan or the calls have changed since. Replay again to see what they come to.</Notice>
        )}
        {shown !== undefined && <ReplayReportView report={shown.report} />}
      </div>
    </div>
  );
}
