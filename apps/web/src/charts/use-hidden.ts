'use client';
import { useState } from 'react';

/** Which series are hidden, and what hides one or shows it again. */
export function useHidden(): readonly [hidden: ReadonlySet<string>, toggle: (id: string) => void] {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    setHidden((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  };
  return [hidden, toggle];
}
