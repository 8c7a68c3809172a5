import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PlaygroundPage } from '../../../../playground/playground-page.tsx';

export const metadata: Metadata = { title: 'Playground' };

export default function PlaygroundRoute() {
  return (
    <Suspense>
      <PlaygroundPage />
    </Suspense>
  );
}
