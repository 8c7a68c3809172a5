'use client';
import { type PageError, WentWrong } from '../errors/went-wrong.tsx';
import { fontClasses } from '../ui/fonts.ts';
import './globals.css';

/** Stands in for the whole document when not even its frame could be made. */
export default function GlobalError({ error }: { readonly error: PageError }) {
  return (
    <html lang="en" className={fontClasses}>
      <body>
        <main>
          <WentWrong error={error} onRetry={() => window.location.reload()} />
        </main>
      </body>
    </html>
  );
}
