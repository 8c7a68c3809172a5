'use client';
import { useMutation } from '@tanstack/react-query';
import type { Operation } from '@weir/protocol/operation';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { Explained } from '@weir/services/routes/explained';
import type { RouteView } from '@weir/services/routes/view';
import { Route as RouteIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { TextArea } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { ChoiceField } from './choice-field.tsx';
import { ExplainedView } from './explained-view.tsx';
import { formatJson } from './format-json.ts';
import { jsonPlaces } from './json-places.ts';
import { planSaid } from './plan-said.ts';
import { operationChoices, sampleRequests } from './sample-requests.ts';

type Body = Record<string, unknown>;

/** The body that a text says, or why it is none. */
function bodyOf(text: string): { readonly body: Body } | { readonly fault: string } {
  const read = jsonPlaces(text);
  if (!read.ok) return { fault: `Line ${read.fault.line}: ${read.fault.message}.` };
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { fault: 'A request body is an object in braces.' };
  }
  return { body: Object.fromEntries(Object.entries(value)) };
}

const own = 'own';

function useRequest(model: string) {
  const samples = useMemo(() => sampleRequests(model), [model]);
  const [sample, setSample] = useState('chat');
  const [operation, setOperation] = useState<Operation>('chat');
  const [text, setText] = useState(() => formatJson(samples[0]?.body));
  return {
    sample,
    operation,
    text,
    setOperation,
    choices: [
      ...samples.map(({ id, label }) => ({ value: id, label })),
      { value: own, label: 'A request of your own' },
    ],
    choose(id: string) {
      setSample(id);
      const chosen = samples.find((each) => each.id === id);
      if (chosen === undefined) return;
      setOperation(chosen.operation);
      setText(formatJson(chosen.body));
    },
    type(next: string) {
      setSample(own);
      setText(next);
    },
  };
}

/** What the panel keeps while another tab is shown. */
export type DryRunAnswer = { readonly answer: Explained; readonly plan: string };

/** Shows where a request would go under the plan as it stands, without calling anyone. */
export function DryRunPanel({
  route,
  plan,
  isSound,
}: {
  readonly route: RouteView;
  readonly plan: RoutePlan;
  readonly isSound: boolean;
}) {
  const request = useRequest(route.name);
  const [fault, setFault] = useState<string>();
  const [shown, setShown] = useState<DryRunAnswer>();
  const said = planSaid(plan);
  const dryRun = useMutation(
    useTRPC().routes.dryRun.mutationOptions({ onSuccess: (answer) => setShown({ answer, plan: said }) }),
  );
  const run = () => {
    const read = bodyOf(request.text);
    setFault('fault' in read ? read.fault : undefined);
    if ('fault' in read) return;
    dryRun.mutate({ projectId: route.projectId, operation: request.operation, body: read.body, plan });
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <form
        className="grid grid-cols-1 gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p className="text-sm text-quiet">
          Where a request would go under the plan in the editor, and why. Nobody is called and nothing is charged.
        </p>
        <div className="grid gap-3 sm:grid-cols-[3fr_2fr]">
          <ChoiceField label="Request" choices={request.choices} value={request.sample} onChange={request.choose} />
          <ChoiceField
            label="Sent to"
            choices={operationChoices}
            value={request.operation}
            onChange={request.setOperation}
          />
        </div>
        <Field label="Body" error={fault}>
          <TextArea
            className="h-36 resize-y font-mono text-xs leading-5"
            spellCheck={false}
            value={request.text}
            onChange={(event) => request.type(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" size="sm" pending={dryRun.isPending} disabled={!isSound}>
            <RouteIcon className="size-3.5" aria-hidden="true" />
            Explain
          </Button>
          {!isSound && <span className="text-xs text-quiet">There is something to mend in the plan first.</span>}
        </div>
      </form>
      <div aria-live="polite" className="grid grid-cols-1 gap-4">
        {dryRun.isError && (
          <Notice kind="bad" title="The dry run failed">
            {refusalOf(dryRun.error).message}
          </Notice>
        )}
        {shown !== undefined && shown.plan !== said && (
          <Notice>The plan has changed since. Explain again to see it at work.</Notice>
        )}
        {shown !== undefined && <ExplainedView answer={shown.answer} />}
      </div>
    </div>
  );
}
