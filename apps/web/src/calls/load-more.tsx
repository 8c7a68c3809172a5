'use client';
import { useEffect, useRef } from 'react';
import { formatCount } from '../format/number.ts';
import { Button } from '../ui/button.tsx';

/** How near the end comes before more is asked for. */
const aheadOf = '600px';

function LoadMore({ isLoading, onLoad }: { readonly isLoading: boolean; readonly onLoad: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isLoading || mark.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && onLoad(), {
      rootMargin: aheadOf,
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [isLoading, onLoad]);
  return (
    <div ref={mark} className="flex justify-center border-t border-line p-3">
      <Button size="sm" pending={isLoading} onClick={onLoad}>
        {isLoading ? 'Loading' : 'Load more'}
      </Button>
    </div>
  );
}

/** The end of the list: what loads more of it, or that this is all. */
export function ListEnd({
  lines,
  calls,
  more,
}: {
  /** Lines that are shown. */
  readonly lines: number;
  /** Calls that the summary counts; undefined while that is not known. */
  readonly calls: number | undefined;
  /** Absent at the end. */
  readonly more: { readonly isLoading: boolean; readonly onLoad: () => void } | undefined;
}) {
  if (more !== undefined) return <LoadMore {...more} />;
  // A call that began before the span, with an attempt within it, is listed for the attempt's cost alone.
  const besides = calls === undefined ? 0 : lines - calls;
  return (
    <p className="border-t border-line px-4 py-3 text-center text-xs text-quiet">
      {besides > 0
        ? `These are all. ${formatCount(besides)} of them ${besides === 1 ? 'is' : 'are'} listed for an attempt alone: the call itself does not count here.`
        : 'These are all.'}
    </p>
  );
}
