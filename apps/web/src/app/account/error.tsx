'use client';
import { type PageError, WentWrong } from '../../errors/went-wrong.tsx';

export default function AccountError({ error, reset }: { readonly error: PageError; readonly reset: () => void }) {
  return <WentWrong error={error} onRetry={reset} />;
}
