'use client';
import { type FailureCode, failureCodes } from '@weir/protocol/failure';
import type { RoutePlan } from '@weir/routing/route-plan';
import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { RadioList } from '../ui/radio-list.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { failureHelp } from './failure-help.ts';
import { NumberField } from './number-field.tsx';
import { errorAt, remarksAt } from './remark.ts';
import { RemarkList } from './remark-list.tsx';
import { RequiresFields } from './requires-fields.tsx';
import { settingWords } from './setting-words.ts';
import { StickyFields } from './sticky-fields.tsx';
import { usePlanField } from './use-plan-field.ts';
import { unlessEmpty, withField } from './with-field.ts';

type PartProps = {
  readonly title: string;
  /** The field of the plan. */
  readonly name: keyof RoutePlan;
  readonly about: string;
  /** What holds now, in few words. */
  readonly now: string;
  readonly children: ReactNode;
};

/** A group of settings, folded to what it says now. */
function Part({ title, name, about, now, children }: PartProps) {
  const { plan, remarks } = usePlanEditor();
  const own = remarksAt(remarks, name);
  return (
    <details className="group" open={own.length > 0 || undefined}>
      <summary
        data-setting={name}
        className="flex list-none items-center gap-2.5 px-3.5 py-2.5 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 shrink-0 text-quiet transition-transform group-open:rotate-90"
        />
        <h3 className="shrink-0 text-sm font-medium">{title}</h3>
        <span
          className={clsx(
            'min-w-0 flex-1 truncate text-right text-sm',
            plan[name] === undefined ? 'text-quiet' : 'font-medium text-accent',
          )}
        >
          {now}
        </span>
      </summary>
      <div className="grid grid-cols-1 gap-3 px-3.5 pt-1 pb-4 sm:pl-9.5">
        <p className="max-w-[68ch] text-xs text-quiet">{about}</p>
        {children}
        <RemarkList remarks={own} />
      </div>
    </details>
  );
}

type RetryOn = NonNullable<NonNullable<RoutePlan['retry']>['on']>;

/** What is tried again where a plan says nothing. */
const usualOn: RetryOn = ['rate_limited', 'overloaded', 'server_error', 'timeout', 'network', 'truncated'];

function RetryFields() {
  const { plan } = usePlanEditor();
  const change = usePlanField();
  const { retry = {} } = plan;
  const on = retry.on ?? usualOn;
  const toggle = (code: FailureCode, isOn: boolean) => {
    const next = failureCodes.filter((each) => (each === code ? isOn : on.includes(each)));
    const isUsual = next.length === usualOn.length && usualOn.every((each) => next.includes(each));
    change('retry', unlessEmpty(withField(retry, 'on', isUsual ? undefined : next)));
  };
  return (
    <div className="grid grid-cols-1 gap-3">
      <NumberField
        label="Tries of one target, at most"
        className="w-44"
        whole
        min={1}
        max={4}
        placeholder="2"
        value={retry.attemptsPerTargetMax}
        onChange={(value) =>
          change('retry', unlessEmpty(withField(retry, 'attemptsPerTargetMax', value)), 'attemptsPerTargetMax')
        }
      />
      <fieldset className="grid gap-1.5">
        <legend className="mb-1 text-xs font-medium text-quiet">Tried again after</legend>
        <div className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-2">
          {failureCodes
            .filter((code) => failureHelp[code] !== undefined || on.includes(code))
            .map((code) => (
              <label key={code} className="flex items-start gap-2 text-sm">
                <input
                  type="checkbox"
                  className="mt-[3px] size-3.5 accent-accent"
                  checked={on.includes(code)}
                  onChange={(event) => toggle(code, event.target.checked)}
                />
                <span>{failureHelp[code] ?? code}</span>
              </label>
            ))}
        </div>
      </fieldset>
    </div>
  );
}

const limits = [
  { name: 'connectMs', label: 'To connect', usual: 5_000 },
  { name: 'firstEventMs', label: 'Until the first event', usual: 30_000 },
  { name: 'stallMs', label: 'Silence in a stream', usual: 15_000 },
  { name: 'totalMs', label: 'The whole call', usual: 600_000 },
] as const;

function TimeoutFields() {
  const { plan, remarks } = usePlanEditor();
  const change = usePlanField();
  const { timeouts = {} } = plan;
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      {limits.map(({ name, label, usual }) => (
        <NumberField
          key={name}
          label={label}
          unit="s"
          min={0.001}
          max={3_600}
          placeholder={String(usual / 1_000)}
          error={errorAt(remarks, `timeouts.${name}`)}
          value={timeouts[name] === undefined ? undefined : timeouts[name] / 1_000}
          onChange={(seconds) => {
            const ms = seconds === undefined ? undefined : Math.round(seconds * 1_000);
            change('timeouts', unlessEmpty(withField(timeouts, name, ms)), name);
          }}
        />
      ))}
    </div>
  );
}

function RescueField() {
  const { plan } = usePlanEditor();
  const change = usePlanField();
  return (
    <RadioList
      label="When an answer breaks off after it began"
      value={plan.rescue ?? 'off'}
      onChange={(rescue) => change('rescue', rescue === 'off' ? undefined : rescue)}
      choices={[
        {
          value: 'off',
          label: 'End it with an error',
          help: 'The client sees at once that the answer is not whole. Nothing is asked twice.',
        },
        {
          value: 'continue',
          label: 'Go on from another target',
          help: 'Another target takes over where the text stopped, and the client notices nothing. Plain text only: never across a tool call, thinking or an answer by schema. Both targets are billed.',
        },
        {
          value: 'buffer',
          label: 'Hold it until it is whole',
          help: 'The client sees nothing before the answer is complete, and it is begun anew elsewhere if need be. Slow first tokens, no half answers. Every try is billed.',
        },
      ]}
    />
  );
}

function ContentPolicyField() {
  const { plan } = usePlanEditor();
  const change = usePlanField();
  return (
    <RadioList
      label="When a provider’s content policy refuses"
      value={plan.contentPolicy ?? 'stop'}
      onChange={(value) => change('contentPolicy', value === 'stop' ? undefined : value)}
      choices={[
        { value: 'stop', label: 'The call ends', help: 'The refusal is passed on; nobody else is asked.' },
        { value: 'next', label: 'The next target is asked', help: 'Another provider may judge otherwise.' },
      ]}
    />
  );
}

/** What holds for every target of the route. */
export function PlanSettings() {
  const { plan } = usePlanEditor();
  const now = settingWords(plan);
  return (
    <div className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface">
      <Part
        title="Retries"
        name="retry"
        now={now.retry}
        about="The same target again, with growing waits, before the next is asked."
      >
        <RetryFields />
      </Part>
      <Part title="Time limits" name="timeouts" now={now.timeouts} about="In seconds. What takes longer has failed.">
        <TimeoutFields />
      </Part>
      <Part
        title="Rescue"
        name="rescue"
        now={now.rescue}
        about="What was sent to a client cannot be taken back. This is what happens when a stream dies half-way."
      >
        <RescueField />
      </Part>
      <Part
        title="Stay with one target"
        name="sticky"
        now={now.sticky}
        about="Calls that say the same go where the last one went, while it is well: conversations keep their prompt cache."
      >
        <StickyFields />
      </Part>
      <Part
        title="Content policy"
        name="contentPolicy"
        now={now.contentPolicy}
        about="Refusals by a provider’s filter, not by the model."
      >
        <ContentPolicyField />
      </Part>
      <Part
        title="Requirements"
        name="requires"
        now={now.requires}
        about="Region and retention are those of the provider key. A target that does not meet all of it is left out."
      >
        <RequiresFields />
      </Part>
    </div>
  );
}
