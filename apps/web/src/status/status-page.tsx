import type { PartStatus } from '@weir/services/instance/read-status';
import Link from 'next/link';
import { Logo } from '../shell/logo.tsx';
import { ThemeMenu } from '../shell/theme-menu.tsx';
import { StateDot } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { FirstCall } from './first-call.tsx';
import { Parts } from './parts.tsx';
import { StayCurrent } from './stay-current.tsx';

/** All parts in one word and one sentence. */
function whole(parts: readonly PartStatus[]) {
  if (parts.some(({ state }) => state === 'bad'))
    return { tone: 'bad', words: 'A part is away', detail: 'What is said beside it holds until it is back.' } as const;
  if (parts.some(({ state }) => state === 'warn'))
    return { tone: 'warn', words: 'A part needs a look', detail: 'Calls may go on meanwhile.' } as const;
  return { tone: 'good', words: 'All parts are working', detail: 'Calls are taken and recorded.' } as const;
}

/** How this instance is, for anybody: it names no tenant. */
export function StatusPage({
  parts,
  gatewayUrl,
  checkedAt,
}: {
  readonly parts: readonly PartStatus[];
  readonly gatewayUrl: string;
  /** RFC 3339. */
  readonly checkedAt: string;
}) {
  const { tone, words, detail } = whole(parts);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-13 items-center gap-2.5 border-b border-line bg-surface px-3 sm:px-4">
        <Link href="/" className="inline-flex items-center gap-2.5 rounded-md text-lg font-semibold tracking-tight">
          <Logo />
          Weir
        </Link>
        <div className="flex-1" />
        <ThemeMenu />
        <ButtonLink size="sm" href="/">
          Dashboard
        </ButtonLink>
      </header>
      <main className="mx-auto grid w-full max-w-3xl grid-cols-1 content-start gap-4 px-4 pt-8 pb-16 sm:px-6">
        <div className="grid gap-1">
          <h1 className="text-2xl">Status of this instance</h1>
          <p role="status" className="flex flex-wrap items-center gap-x-2 text-base">
            <StateDot tone={tone}>
              <span className="font-medium">{words}</span>
            </StateDot>
            <span className="text-quiet">{detail}</span>
          </p>
        </div>
        <Card flush>
          <Parts parts={parts} />
        </Card>
        <p className="text-xs text-quiet">
          Looked at <time dateTime={checkedAt}>{`${checkedAt.slice(0, 19).replace('T', ' ')} UTC`}</time>, and again
          every 15 seconds while this page is open.
        </p>
        <FirstCall gatewayUrl={gatewayUrl} />
      </main>
      <StayCurrent />
    </div>
  );
}
