'use client';
import { useState } from 'react';

/**
 * What was asked for the answer that is shown: while the answer before stands in for the one on its way, the question
 * before.
 */
export function useSettled<Asked>(asked: Asked, isStandIn: boolean): Asked {
  const [settled, setSettled] = useState(asked);
  if (!isStandIn && settled !== asked) setSettled(asked);
  return isStandIn ? settled : asked;
}
