'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { drill, type Part } from './drill.ts';
import { useAnalytics } from './provider.tsx';

/** A number that opens the calls behind it: those, and no others, come to exactly it. */
export function NumberLink({
  part,
  label,
  more,
  children,
}: {
  readonly part: Part;
  /** What the number is of, for those who only hear the link. */
  readonly label: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}) {
  const { applied, span, href } = useAnalytics();
  return (
    <Link
      href={href('calls', drill(applied, span, part), more)}
      prefetch={false}
      className="rounded-sm decoration-line-strong underline-offset-3 hover:text-accent hover:underline"
    >
      {children}
      <span className="sr-only">: calls of {label}</span>
    </Link>
  );
}
