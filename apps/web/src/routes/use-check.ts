'use client';
import { useMutation } from '@tanstack/react-query';
import type { RoutePlan } from '@weir/routing/route-plan';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import type { Remark } from './remark.ts';
import type { PlanReader } from './use-plan-reader.ts';

const restMs = 500;

type Warned = { readonly plan: RoutePlan; readonly remarks: readonly Remark[] };

/** What there is to say about a plan: faults at once, by its schema; warnings by the server, when the editing rests. */
export function useCheck({
  route: { projectId, name },
  plan,
  reader,
  enabled,
}: {
  readonly route: { readonly projectId: string; readonly name: string };
  readonly plan: RoutePlan;
  readonly reader: PlanReader | undefined;
  readonly enabled: boolean;
}): readonly Remark[] {
  const { mutate } = useMutation(useTRPC().routes.check.mutationOptions());
  const [warned, setWarned] = useState<Warned>();
  const latest = useRef(plan);
  latest.current = plan;
  const faults = useMemo(
    () => (reader?.faultsIn(plan) ?? []).map((fault) => ({ ...fault, tone: 'bad' as const })),
    [plan, reader],
  );
  const isSound = faults.length === 0;
  useEffect(() => {
    if (!isSound || !enabled) return;
    const timer = setTimeout(() => {
      mutate(
        { projectId, plan, name },
        {
          onSuccess({ warnings }) {
            if (latest.current !== plan) return;
            setWarned({ plan, remarks: warnings.map((each) => ({ ...each, tone: 'warn' as const })) });
          },
        },
      );
    }, restMs);
    return () => clearTimeout(timer);
  }, [enabled, isSound, mutate, name, plan, projectId]);
  return useMemo(() => {
    if (faults.length > 0) return faults;
    // Those of the plan before the last edit may stand at places that are others now.
    return warned?.plan === plan ? warned.remarks : [];
  }, [faults, plan, warned]);
}
