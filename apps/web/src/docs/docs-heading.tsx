import type { ReactNode } from 'react';

/** A heading that can be linked to. */
export function DocsHeading({
  level,
  id,
  children,
}: {
  readonly level: 2 | 3;
  readonly id: string;
  readonly children: ReactNode;
}) {
  const Level = level === 2 ? 'h2' : 'h3';
  return (
    <Level
      id={id}
      className={
        level === 2
          ? 'mt-9 mb-3 scroll-mt-20 text-lg first:mt-0'
          : 'mt-6 mb-2 scroll-mt-20 font-mono text-base font-medium'
      }
    >
      <a href={`#${id}`} className="group rounded-sm">
        {children}
        <span aria-hidden="true" className="ml-1.5 font-normal text-faint opacity-0 group-hover:opacity-100">
          #
        </span>
      </a>
    </Level>
  );
}
