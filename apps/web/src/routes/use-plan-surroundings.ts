'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../client/api.tsx';
import { type Model, nameOf } from '../models/model.ts';
import { useProviderNames } from '../models/use-provider-names.ts';
import { useProviderKeys } from '../providers/use-provider-keys.ts';
import type { PlanEditor } from './editor-context.tsx';

const none: readonly Model[] = [];

/** What the targets of a plan can be in a project: its models with their prices, its keys. */
export function usePlanSurroundings(
  projectId: string,
): Pick<PlanEditor, 'models' | 'modelOf' | 'providerName' | 'keys'> {
  const { data } = useQuery(useTRPC().catalog.models.queryOptions({ projectId }));
  const providerName = useProviderNames();
  const { keys } = useProviderKeys();
  const all = data?.data;
  const known = useMemo(() => new Map((all ?? none).map((model) => [nameOf(model), model])), [all]);
  const models = useMemo(() => (all ?? none).filter(({ callable, deprecated }) => callable && !deprecated), [all]);
  return {
    models,
    modelOf: (provider, id) => known.get(nameOf({ provider, id })),
    providerName,
    keys: useMemo(
      () => (keys ?? []).filter((key) => key.projectId === null || key.projectId === projectId),
      [keys, projectId],
    ),
  };
}
