'use client';
import { useHydrated } from '../client/use-hydrated.ts';
import { Button } from '../ui/button.tsx';

/** Sends a form as soon as the page can do so by itself. */
export function SubmitButton({ pending, children }: { readonly pending: boolean; readonly children: string }) {
  return (
    <Button type="submit" look="primary" className="mt-1 w-full" pending={pending} disabled={!useHydrated()}>
      {children}
    </Button>
  );
}
