'use client';
import { createContext, type ReactNode, use } from 'react';

const Context = createContext<Readonly<Record<string, string>>>({});

/** Makes the names of provider keys known to everything inside. */
export function KeyNames({
  names,
  children,
}: {
  readonly names: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}) {
  return <Context value={names}>{children}</Context>;
}

/** Gives the name of the provider key of a target, in words. */
export function useKeyName(): (target: { readonly providerKeyId?: string }) => string {
  const names = use(Context);
  return ({ providerKeyId }) => {
    if (providerKeyId === undefined) return 'without a key';
    return names[providerKeyId] ?? `key ${providerKeyId.slice(0, 8)}`;
  };
}
