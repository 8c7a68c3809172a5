'use client';
import { useRetry } from '../../errors/use-retry.ts';
import { type PageError, WentWrong } from '../../errors/went-wrong.tsx';

export default function AccountError({ error, reset }: { readonly error: PageError; readonly reset: () => void }) {
  const retry = useRetry(reset);
  return <WentWrong error={error} onRetry={retry} />;
}
