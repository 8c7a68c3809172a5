'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useOrganization } from '../shell/viewer.tsx';
import { type Dimension, dimensionWords, none } from './dimensions.ts';

/** Says what a value of a dimension is called: the name behind an id, or why there is none. Null is none as well. */
export type NameOf = (dimension: Dimension, value: string | null) => string;

const idLength = 8;

/** The names of what usage speaks of by id, of what is gone as well. */
export function useNames(): NameOf {
  const api = useTRPC();
  const { projects } = useOrganization();
  const { data } = useQuery({ ...api.usage.names.queryOptions({}), staleTime: 60_000 });
  const byId = useMemo(() => new Map(data?.data.map((each) => [each.id, each])), [data]);
  return useCallback(
    (dimension, value) => {
      if (value === null || value === none) return dimensionWords[dimension].none;
      if (dimension !== 'project' && dimension !== 'key' && dimension !== 'member') return value;
      const id = projects.find(({ slug }) => slug === value)?.id ?? value;
      const found = byId.get(id);
      if (found === undefined) return `${dimensionWords[dimension].one.toLowerCase()} ${id.slice(0, idLength)}`;
      return found.isActive ? found.name : `${found.name} (${goneWords[dimension]})`;
    },
    [byId, projects],
  );
}

const goneWords = { project: 'archived', key: 'revoked', member: 'removed' } as const;
