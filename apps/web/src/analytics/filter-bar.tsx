'use client';
import clsx from 'clsx';
import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { AddFilter } from './add-filter.tsx';
import { type Dimension, dimensionWords, type Group, groups } from './dimensions.ts';
import { FilterChips } from './filter-chips.tsx';
import { useAnalytics } from './provider.tsx';
import { fits, type Interval, intervals } from './range.ts';
import { RangePicker } from './range-picker.tsx';

const intervalWords: Readonly<Record<Interval, string>> = {
  '15m': '15 minutes',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
};

function IntervalSelect() {
  const { state, span, interval, auto, set } = useAnalytics();
  const isAuto = state.interval === 'auto';
  const choices = [
    { value: 'auto', label: `Auto: ${intervalWords[auto]}` },
    ...intervals.map((value) => ({ value, label: `By ${intervalWords[value]}`, disabled: !fits(value, span) })),
  ];
  return (
    <SelectBox
      size="sm"
      className="w-36"
      aria-label="Interval"
      choices={choices}
      value={isAuto ? 'auto' : interval}
      onChange={({ target }) => set({ interval: intervals.find((each) => each === target.value) ?? 'auto' })}
    />
  );
}

function GroupSelect() {
  const { state, set } = useAnalytics();
  return (
    <SelectBox
      size="sm"
      className="w-40"
      aria-label="Group by"
      choices={groups.map((value) => ({ value, label: `By ${dimensionWords[value].one.toLowerCase()}` }))}
      value={state.group}
      onChange={({ target }) => set({ group: groups.find((each): each is Group => each === target.value) ?? 'model' })}
    />
  );
}

function CompareToggle() {
  const { state, set } = useAnalytics();
  return (
    <Button
      size="sm"
      aria-pressed={state.compare}
      title="Compare with the period before"
      className={clsx(state.compare && 'border-accent! bg-accent-soft! text-accent')}
      onClick={() => set({ compare: !state.compare })}
    >
      <History aria-hidden="true" className="size-3.5" />
      Compare
    </Button>
  );
}

export type FilterBarProps = {
  /** What the page can be narrowed to. Filters of other pages are kept, and said to do nothing here. */
  readonly dimensions: readonly Dimension[];
  readonly controls?: readonly ('group' | 'interval' | 'compare')[];
  /** More controls of the page, behind those of all. */
  readonly children?: ReactNode;
  /** At the end of the bar: a ShareMenu. */
  readonly share?: ReactNode;
};

/** The one bar of every analytic page: range, what it is compared with, how it is cut, what it is narrowed to. */
export function FilterBar({ dimensions, controls = [], children, share }: FilterBarProps) {
  return (
    <search className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <RangePicker />
        {controls.includes('compare') && <CompareToggle />}
        {controls.includes('interval') && <IntervalSelect />}
        {controls.includes('group') && <GroupSelect />}
        <AddFilter dimensions={dimensions} />
        {children}
        {share !== undefined && <div className="ml-auto">{share}</div>}
      </div>
      <FilterChips working={dimensions} />
    </search>
  );
}
