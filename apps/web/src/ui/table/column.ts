import type { ReactNode } from 'react';

/** A column of a table. */
export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  /** The header is for assistive technology alone, as over a column of buttons. */
  readonly isHeaderHidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** What the column is sorted by; without it, it is not sorted. */
  readonly sortBy?: (row: Row) => string | number | null;
  readonly align?: 'left' | 'right';
  /** Tailwind width, such as `w-40`. */
  readonly width?: string;
  /**
   * On a phone rows become lists: `title` leads each, `corner` stands in its upper right, `beside` left of that, `hide`
   * leaves the column out, else it is a line with its header.
   */
  readonly phone?: 'title' | 'corner' | 'beside' | 'hide';
  /** May be hidden by the viewer; `hidden` is at first. */
  readonly choice?: 'shown' | 'hidden';
};

/** The classes of a cell, in a row on wide screens and in a list on a phone. */
export const cellClasses =
  'max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:px-4 max-sm:py-0.5 sm:h-10 sm:px-3 sm:align-middle sm:first:pl-4 sm:last:pr-4';

/** The classes of a cell by its place on a phone. */
export const phoneClasses: Readonly<Record<NonNullable<Column<never>['phone']>, string>> = {
  title: 'max-sm:order-first max-sm:pr-20 max-sm:text-base max-sm:font-medium',
  corner: 'max-sm:absolute max-sm:top-1.5 max-sm:right-3 max-sm:px-0',
  beside: 'max-sm:absolute max-sm:top-3 max-sm:right-12 max-sm:px-0',
  hide: 'max-sm:hidden',
};

/** The classes of a row. */
export const rowClasses = 'border-b border-line last:border-0 max-sm:relative max-sm:flex max-sm:flex-col max-sm:py-2';

/**
 * The classes of a table's header. It sticks below the frame's top bar where the table's own box does not scroll: from
 * the width on at which tables fit, which is more for `wide` ones.
 */
export const headClasses = {
  usual: 'z-10 bg-surface max-sm:sr-only xl:sticky xl:top-13 xl:shadow-[inset_0_-1px_0_var(--line)]',
  wide: 'z-10 bg-surface max-sm:sr-only 2xl:sticky 2xl:top-13 2xl:shadow-[inset_0_-1px_0_var(--line)]',
} as const;
