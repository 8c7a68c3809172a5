'use client';
import type { Explained } from '@weir/services/routes/explained';
import clsx from 'clsx';
import { CircleX, Flag } from 'lucide-react';
import { formatUsd } from '../format/money.ts';
import { formatMs, formatShare } from '../format/number.ts';
import { Badge } from '../ui/badge.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { type ExplainedTarget, idOf, leftOut, type ShownStep, shownSteps } from './explained-steps.ts';
import { sentence } from './remark.ts';

function roughUsd(usd: number): string {
  return usd === 0 ? '$0' : formatUsd(Number(usd.toPrecision(2)).toFixed(12));
}

type Figure = { readonly name: string; readonly value: string; readonly title?: string };

function figuresOf({ expected }: ExplainedTarget): readonly Figure[] {
  const unknown = '–';
  return [
    {
      name: 'Cost',
      value: expected?.costUsd === undefined ? unknown : roughUsd(expected.costUsd),
      title: 'Expected for this request',
    },
    { name: 'First token', value: expected?.firstTokenMs === undefined ? unknown : formatMs(expected.firstTokenMs) },
    {
      name: 'Quality',
      value: expected?.quality === undefined ? unknown : formatShare(expected.quality),
      title: expected?.qualitySource === 'learnt' ? 'Learnt from this project’s ratings' : 'By the catalogue’s table',
    },
    ...(expected?.cacheHitShare === undefined ? [] : [{ name: 'Cached', value: formatShare(expected.cacheHitShare) }]),
    ...(expected?.propensity === undefined ? [] : [{ name: 'Chance', value: formatShare(expected.propensity) }]),
  ];
}

function Figures({ target }: { readonly target: ExplainedTarget }) {
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs tabular">
      {figuresOf(target).map(({ name, value, title }) => (
        <div key={name} className="flex gap-1" title={value === '–' ? `${name}: not known` : title}>
          <dt className="text-quiet">{name}</dt>
          <dd className={clsx('font-medium', value === '–' && 'text-faint')}>
            {value}
            {value === '–' && <span className="sr-only"> not known</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function TargetLine({ id, target }: ShownStep['targets'][number]) {
  const { keys } = usePlanEditor();
  const [name, keyId] = id.split('@');
  const key = keys.find((each) => each.id === keyId);
  return (
    <div className="grid min-w-0 gap-0.5">
      <p className="flex flex-wrap items-center gap-x-2 text-sm">
        <code className="font-medium [overflow-wrap:anywhere]">{name}</code>
        {key !== undefined && <span className="text-xs text-quiet">{key.name}</span>}
        {target?.probe === true && <Badge tone="warn">probe</Badge>}
      </p>
      {target !== undefined && <Figures target={target} />}
    </div>
  );
}

function Step({ step, nth }: { readonly step: ShownStep; readonly nth: number }) {
  const { kind, hedgeAfterMs = 0, targets } = step;
  return (
    <li className="flex gap-3 px-3 py-2.5">
      <span
        className={clsx(
          'flex size-5 shrink-0 items-center justify-center rounded-full text-2xs font-semibold tabular',
          nth === 0 ? 'bg-accent-fill text-on-accent' : 'bg-hover text-quiet',
        )}
      >
        {nth + 1}
      </span>
      <div className="grid min-w-0 flex-1 gap-2">
        {kind === 'race' && (
          <p className="text-xs text-quiet">
            {hedgeAfterMs === 0 ? 'Raced from the start' : `Raced: the next leg starts after ${formatMs(hedgeAfterMs)}`}
          </p>
        )}
        {targets.map((each) => (
          <TargetLine key={each.id} {...each} />
        ))}
      </div>
    </li>
  );
}

function LeftOut({ targets }: { readonly targets: readonly ExplainedTarget[] }) {
  if (targets.length === 0) return null;
  return (
    <section className="grid gap-1.5" aria-label="Left out">
      <h2 className="text-sm font-medium">Left out</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {targets.map((target) => (
          <li key={idOf(target)} className="flex gap-2.5 px-3 py-2 text-sm">
            <CircleX aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-faint" />
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <code>{`${target.provider}/${target.model}`}</code>
              <p className="text-xs text-quiet">{sentence(target.excluded ?? '')}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Why({ nodes }: { readonly nodes: Explained['explanation']['nodes'] }) {
  if (nodes === undefined || nodes.length === 0) return null;
  return (
    <section className="grid gap-1.5" aria-label="Why">
      <h2 className="text-sm font-medium">Why</h2>
      <ol className="grid gap-1.5 border-l-2 border-line pl-3">
        {nodes.map(({ path, kind, said }) => (
          <li
            key={path}
            className="text-sm [overflow-wrap:anywhere]"
            style={{ paddingLeft: `${(path === '' ? 0 : path.split('.').length) * 10}px` }}
          >
            <code className="mr-1.5 rounded-sm bg-hover px-1 py-px text-xs text-quiet">{kind}</code>
            {said}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Where a request would go, in order, and why: what is expected of each target, and who was left out. */
export function ExplainedView({ answer }: { readonly answer: Explained }) {
  const { outcome, refusal } = answer;
  return (
    <div className="grid grid-cols-1 gap-4">
      {outcome === 'refusal' ? (
        <Notice kind="bad" title="This request would be refused">
          {refusal === undefined ? 'No target is left.' : refusal.message}{' '}
          {refusal !== undefined && <code className="text-quiet">{refusal.code}</code>}
        </Notice>
      ) : (
        <section className="grid gap-1.5" aria-label="Steps">
          <h2 className="flex items-center gap-1.5 text-sm font-medium">
            <Flag aria-hidden="true" className="size-3.5 text-accent" />
            Tried in this order
          </h2>
          <ol
            className="divide-y divide-line rounded-lg border border-line bg-surface"
            aria-label="Tried in this order"
          >
            {shownSteps(answer).map((step, nth) => (
              <Step key={step.targets.map(({ id }) => id).join()} step={step} nth={nth} />
            ))}
          </ol>
        </section>
      )}
      <Why nodes={answer.explanation.nodes} />
      <LeftOut targets={leftOut(answer)} />
    </div>
  );
}
