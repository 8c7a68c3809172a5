'use client';
import { useState } from 'react';

/** `value` as it was first given, for as long as it says the same: for what is compared by identity. */
export function useStable<Value>(value: Value): Value {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}
