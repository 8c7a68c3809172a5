'use client';
import type { FastestNode, Quality, RaceNode, SmartNode, Strategy } from '@weir/routing/route-plan';
import { Checkbox } from '../ui/checkbox.tsx';
import { Field } from '../ui/field.tsx';
import { TimeZoneBox } from '../ui/time-zone-box.tsx';
import { ChoiceField } from './choice-field.tsx';
import { useNodeEdit } from './editor-context.tsx';
import type { GroupNode } from './group-kinds.ts';
import type { NodePath } from './node-path.ts';
import { NumberField } from './number-field.tsx';
import { withField } from './with-field.ts';

type Of<Node> = { readonly at: NodePath; readonly node: Node };

const qualities = [
  { value: 'any', label: 'Any quality' },
  { value: 'economy', label: 'Economy: 85% of the best' },
  { value: 'balanced', label: 'Balanced: 95% of the best' },
  { value: 'high', label: 'High: 99% of the best' },
  { value: 'number', label: 'A share of the best' },
] as const;

type WithQuality = Extract<Strategy, { quality?: Quality | undefined }>;

function QualityFields({ at, node }: Of<WithQuality>) {
  const change = useNodeEdit(at);
  const usual = node.kind === 'smart' ? 'balanced' : 'any';
  const { quality = usual } = node;
  const set = (value: Quality | undefined) =>
    change(withField<WithQuality, 'quality'>(node, 'quality', value), 'quality');
  const isNumber = typeof quality === 'number';
  return (
    <>
      <ChoiceField
        label="Quality floor"
        className="w-60"
        choices={qualities}
        value={isNumber ? 'number' : quality}
        onChange={(value) => {
          if (value === 'number') set(0.9);
          else set(value === usual ? undefined : value);
        }}
      />
      {isNumber && (
        <NumberField
          label="Of the best"
          className="w-24"
          unit="%"
          required
          min={0}
          max={100}
          value={Math.round(quality * 1e6) / 1e4}
          onChange={(value) => set(value === undefined ? undefined : value / 100)}
        />
      )}
    </>
  );
}

function FastestFields({ at, node }: Of<FastestNode>) {
  const change = useNodeEdit(at);
  return (
    <ChoiceField
      label="By"
      className="min-w-32 flex-1"
      choices={[
        { value: 'first_token', label: 'First token' },
        { value: 'whole_answer', label: 'Whole answer' },
      ]}
      value={node.by ?? 'first_token'}
      onChange={(by) => change(withField(node, 'by', by === 'first_token' ? undefined : by))}
    />
  );
}

function SmartFields({ at, node }: Of<SmartNode>) {
  const change = useNodeEdit(at);
  return (
    <NumberField
      label="At random, to learn"
      className="w-32"
      unit="%"
      placeholder="2"
      min={0}
      max={50}
      value={node.explore === undefined ? undefined : Math.round(node.explore * 1e6) / 1e4}
      onChange={(value) => change(withField(node, 'explore', value === undefined ? undefined : value / 100), 'explore')}
    />
  );
}

const starts = [
  { value: 'p95', label: 'After the first one’s p95' },
  { value: 'ms', label: 'After a fixed time' },
  { value: 'together', label: 'All at once' },
] as const;

type Start = (typeof starts)[number]['value'];

function startOf({ start = { hedgeAfterMs: 'p95' } }: RaceNode): Start {
  if (typeof start === 'string') return start;
  return start.hedgeAfterMs === 'p95' ? 'p95' : 'ms';
}

const toStart: Readonly<Record<Start, RaceNode['start']>> = {
  p95: undefined,
  ms: { hedgeAfterMs: 1_500 },
  together: 'together',
};

function RaceFields({ at, node }: Of<RaceNode>) {
  const change = useNodeEdit(at);
  const { start } = node;
  const ms = typeof start === 'object' && start.hedgeAfterMs !== 'p95' ? start.hedgeAfterMs : undefined;
  return (
    <>
      <ChoiceField
        label="Legs"
        className="w-20"
        choices={(['2', '3', '4'] as const).map((value) => ({ value, label: value }))}
        value={String(node.legs ?? 2)}
        onChange={(legs) => change(withField(node, 'legs', Number(legs) === 2 ? undefined : Number(legs)))}
      />
      <ChoiceField
        label="The next leg starts"
        className="min-w-44 flex-1"
        choices={starts}
        value={startOf(node)}
        onChange={(value) => change(withField(node, 'start', toStart[value]))}
      />
      {ms !== undefined && (
        <NumberField
          label="After"
          className="w-28"
          unit="ms"
          whole
          required
          min={1}
          max={600_000}
          value={ms}
          onChange={(value) => value !== undefined && change({ ...node, start: { hedgeAfterMs: value } }, 'start')}
        />
      )}
      {typeof start !== 'string' && (
        <NumberField
          label="Extra spend, at most"
          className="w-36"
          unit="%"
          placeholder="5"
          min={0}
          max={300}
          value={node.extraSpendMaxPercent}
          onChange={(value) => change(withField(node, 'extraSpendMaxPercent', value), 'extraSpendMaxPercent')}
        />
      )}
      <Checkbox
        className="w-full [&_label]:text-sm"
        label="A refusal may win"
        help="Otherwise a leg that declines to answer does not count as an answer."
        checked={node.accept?.refusals ?? false}
        onChange={({ target }) => change(withField(node, 'accept', target.checked ? { refusals: true } : undefined))}
      />
    </>
  );
}

const asksTime = (node: GroupNode) => node.kind === 'conditional' && /"(hour|weekday)"/.test(JSON.stringify(node.when));

function ZoneField({ at, node }: Of<Extract<GroupNode, { kind: 'conditional' }>>) {
  const change = useNodeEdit(at);
  return (
    <Field label="Hours and weekdays are those of">
      <TimeZoneBox
        value={node.timeZone ?? 'UTC'}
        onChange={(zone) => change(withField(node, 'timeZone', zone === 'UTC' ? undefined : zone))}
      />
    </Field>
  );
}

/** What a kind can be told besides its children; nothing where there is nothing to tell. */
export function GroupOptions({ at, node }: Of<GroupNode>) {
  switch (node.kind) {
    case 'fallback':
    case 'weighted':
      return null;
    case 'conditional':
      return asksTime(node) ? <ZoneField at={at} node={node} /> : null;
    case 'cheapest':
      return <QualityFields at={at} node={node} />;
    case 'fastest':
      return (
        <>
          <FastestFields at={at} node={node} />
          <QualityFields at={at} node={node} />
        </>
      );
    case 'smart':
      return (
        <>
          <QualityFields at={at} node={node} />
          <SmartFields at={at} node={node} />
        </>
      );
    case 'race':
      return <RaceFields at={at} node={node} />;
  }
}
