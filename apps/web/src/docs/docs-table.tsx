import type { ReactNode } from 'react';

/** A table in the documentation. On a phone it scrolls by itself rather than the page. */
export function DocsTable({ children, label }: { readonly children?: ReactNode; readonly label?: string }) {
  return (
    <div className="my-4 overflow-x-auto">
      <table
        aria-label={label}
        className="w-full border-collapse text-left text-sm [&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_thead]:text-xs [&_thead]:text-quiet"
      >
        {children}
      </table>
    </div>
  );
}
