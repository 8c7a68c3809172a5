'use client';
import { BareFrame } from '../errors/bare-frame.tsx';
import { type PageError, WentWrong } from '../errors/went-wrong.tsx';

export default function RootError({ error, reset }: { readonly error: PageError; readonly reset: () => void }) {
  return (
    <BareFrame>
      <WentWrong error={error} onRetry={reset} />
    </BareFrame>
  );
}
