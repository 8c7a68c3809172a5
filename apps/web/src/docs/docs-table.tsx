import type { ReactNode } from 'react';

/** Where a table is wider than the page, its box scrolls, and the keyboard must reach it. */
const reachable = { tabIndex: 0, role: 'group', 'aria-label': 'Table' };

/** A table in the documentation. On a phone it scrolls by itself rather than the page. */
export function DocsTable({ children, label }: { readonly children?: ReactNode; readonly label?: string }) {
  return (
    <div className="my-4 overflow-x-auto focus-visible:outline-offset-[-2px]" {...reachable}>
      <table
        aria-label={label}
        className="w-full border-collapse text-left text-sm [&_td:first-child]:min-w-32 [&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_thead]:text-xs [&_thead]:text-quiet"
      >
        {children}
      </table>
    </div>
  );
}
