'use client';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { ProviderKey } from './provider-key.ts';

/** What is being done with a key, in a dialog. */
export type ProviderTask = {
  readonly kind: 'rotate' | 'rename' | 'routing' | 'delete' | 'try';
  readonly providerKey: ProviderKey;
};

type Tasks = { readonly task: ProviderTask | undefined; readonly start: (task: ProviderTask | undefined) => void };

const Context = createContext<Tasks>({ task: undefined, start: () => undefined });

/** Lets rows and details start the same dialogs. */
export function ProviderTasks({ children }: { readonly children: ReactNode }) {
  const [task, start] = useState<ProviderTask>();
  const value = useMemo(() => ({ task, start }), [task]);
  return <Context value={value}>{children}</Context>;
}

/** What is being done, and how something else is begun or, with undefined, ended. */
export function useProviderTask(): Tasks {
  return use(Context);
}
