'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../client/api.tsx';
import type { ComboboxChoice } from '../ui/combobox-choice.ts';
import { canConverse, type KnownModel, modelName } from './model-choices.ts';

export type Models = { readonly known: readonly KnownModel[]; readonly choices: readonly ComboboxChoice[] };

const nothing: Models = { known: [], choices: [] };

/** The models that one can talk to in a project; none while they are on their way. */
export function useModels(projectId: string): Models {
  const { data } = useQuery(useTRPC().catalog.models.queryOptions({ projectId }));
  return useMemo(() => {
    if (data === undefined) return nothing;
    const known = data.data.filter(canConverse);
    return { known, choices: known.map((model) => ({ value: modelName(model), label: modelName(model) })) };
  }, [data]);
}
