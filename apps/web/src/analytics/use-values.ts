'use client';
import { useQuery } from '@tanstack/react-query';
import { costSources } from '@weir/protocol/cost';
import { callStatuses } from '@weir/protocol/ledger';
import { useTRPC } from '../client/api.tsx';
import { spanInput } from './asked.ts';
import { type Dimension, none } from './dimensions.ts';
import { useNames } from './names.ts';
import { useAnalytics } from './provider.tsx';

export type FilterValue = { readonly value: string; readonly label: string };

const fixed: Readonly<Partial<Record<Dimension, readonly string[]>>> = { status: callStatuses, source: costSources };

/** What a dimension can be narrowed to: the values that usage of the span has, most used first. Undefined on the way. */
export function useValues(dimension: Dimension): readonly FilterValue[] | undefined {
  const { span, filters, state } = useAnalytics();
  const api = useTRPC();
  const nameOf = useNames();
  const known = fixed[dimension];
  const asked = { ...spanInput(span), project: filters.project, groupBy: [dimension] };
  const { data } = useQuery({ ...api.usage.organization.queryOptions(asked), enabled: known === undefined });
  const chosen = state.only[dimension] ?? [];
  const found =
    known ??
    data?.data
      .toSorted((a, b) => b.attempts + b.calls - (a.attempts + a.calls))
      .map(({ group }) => group[dimension] ?? none);
  if (found === undefined) return undefined;
  // What is chosen stays in the list, though nothing in this span has it.
  return [...new Set([...found, ...chosen])].map((value) => ({ value, label: nameOf(dimension, value) }));
}
