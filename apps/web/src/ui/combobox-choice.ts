import type { ReactNode } from 'react';

/** One of the choices of a Combobox. */
export type ComboboxChoice = {
  readonly value: string;
  readonly label: string;
  /** More of it, at the right. */
  readonly detail?: ReactNode;
  /** Other words that find it. */
  readonly keywords?: readonly string[];
};
