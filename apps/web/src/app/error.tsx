'use client';
import { BareFrame } from '../errors/bare-frame.tsx';
import { useRetry } from '../errors/use-retry.ts';
import { type PageError, WentWrong } from '../errors/went-wrong.tsx';

export default function RootError({ error, reset }: { readonly error: PageError; readonly reset: () => void }) {
  const retry = useRetry(reset);
  return (
    <BareFrame>
      <WentWrong error={error} onRetry={retry} />
    </BareFrame>
  );
}
