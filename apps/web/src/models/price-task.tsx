'use client';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { OwnPrice } from './model.ts';

/** What is being done with prices, in a dialog. A new one may begin with a model. */
export type PriceTask =
  | { readonly kind: 'new'; readonly provider?: string; readonly model?: string }
  | { readonly kind: 'delete'; readonly price: OwnPrice };

type Tasks = { readonly task: PriceTask | undefined; readonly start: (task: PriceTask | undefined) => void };

const Context = createContext<Tasks>({ task: undefined, start: () => undefined });

/** Lets rows and details start the same dialogs. */
export function PriceTasks({ children }: { readonly children: ReactNode }) {
  const [task, start] = useState<PriceTask>();
  const value = useMemo(() => ({ task, start }), [task]);
  return <Context value={value}>{children}</Context>;
}

/** What is being done, and how something else is begun or, with undefined, ended. */
export function usePriceTask(): Tasks {
  return use(Context);
}
