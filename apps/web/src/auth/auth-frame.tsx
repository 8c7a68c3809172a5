import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';
import { SpecimenSlip } from './specimen-slip.tsx';

function Beside() {
  return (
    <aside
      aria-label="What Weir does"
      className="hidden flex-col justify-center gap-8 border-l border-line bg-sunken px-12 py-16 lg:flex xl:px-20"
    >
      <div className="grid max-w-[460px] gap-2">
        <p className="text-xl font-semibold tracking-tight text-balance">
          Every LLM call, routed, recorded once and priced to the last digit.
        </p>
        <p className="text-quiet">
          Your teams keep their own provider keys, your code carries one gateway key, and every call leaves a receipt
          that adds up. No markup.
        </p>
      </div>
      <SpecimenSlip />
    </aside>
  );
}

/** The frame of the pages for people who are not signed in: what they came for, and beside it what this is. */
export function AuthFrame({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="grid min-h-dvh grid-cols-1 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div className="flex min-w-0 flex-col bg-surface">
        <header className="flex h-16 items-center justify-between px-5 sm:px-8">
          <Link href="/" className="inline-flex items-center gap-2.5 rounded-md text-lg font-semibold">
            <Logo className="size-7" />
            Weir
          </Link>
          <ThemeMenu />
        </header>
        <main className="flex flex-1 flex-col px-5 pt-10 pb-20 sm:justify-center sm:px-8 sm:pt-4">
          <div className="mx-auto grid w-full max-w-[380px] grid-cols-1 gap-6">
            <div className="grid gap-1.5">
              <h1 className="text-2xl leading-tight">{title}</h1>
              {lead !== undefined && <p className="text-quiet">{lead}</p>}
            </div>
            {children}
          </div>
        </main>
        <footer className="flex flex-wrap gap-x-5 gap-y-1 px-5 py-4 text-xs text-quiet sm:px-8">
          <Link href="/docs" className="hover:text-text hover:underline">
            Documentation
          </Link>
          <Link href="/status" className="hover:text-text hover:underline">
            Status of this instance
          </Link>
        </footer>
      </div>
      <Beside />
    </div>
  );
}
