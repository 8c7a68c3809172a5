import type { ReactNode } from 'react';

/** Says what is the matter and what to do, in the middle of the page. */
export function ErrorPage({
  code,
  title,
  children,
  actions,
}: {
  /** The status, as programs know it. */
  readonly code: string;
  readonly title: string;
  /** What it means. */
  readonly children: ReactNode;
  readonly actions: ReactNode;
}) {
  return (
    <div className="mx-auto grid w-full max-w-xl grid-cols-1 gap-4 px-5 py-[12vh] sm:px-8">
      <p className="font-mono text-sm text-quiet">{code}</p>
      <h1 className="text-2xl leading-tight">{title}</h1>
      <div className="grid gap-2 text-quiet">{children}</div>
      <div className="mt-2 flex flex-wrap gap-2">{actions}</div>
    </div>
  );
}
