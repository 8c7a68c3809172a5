'use client';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { GatewayKey } from './gateway-key.ts';

/** What is being done on the page, in a dialog. */
export type KeyTask =
  | { readonly kind: 'edit' | 'rotate'; readonly gatewayKey: GatewayKey }
  | { readonly kind: 'revoke'; readonly gatewayKeys: readonly GatewayKey[] };

type Tasks = { readonly task: KeyTask | undefined; readonly start: (task: KeyTask | undefined) => void };

const Context = createContext<Tasks>({ task: undefined, start: () => undefined });

/** Lets rows, details and bulk actions start the same dialogs. */
export function KeyTasks({ children }: { readonly children: ReactNode }) {
  const [task, start] = useState<KeyTask>();
  const value = useMemo(() => ({ task, start }), [task]);
  return <Context value={value}>{children}</Context>;
}

/** What is being done, and how something else is begun or, with undefined, ended. */
export function useKeyTask(): Tasks {
  return use(Context);
}
