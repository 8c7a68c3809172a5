import { Coins, Dices, GitBranch, ListOrdered, type LucideIcon, Sparkles, Timer, Trophy } from 'lucide-react';
import type { GroupKind } from './group-kinds.ts';

type KindWords = {
  readonly name: string;
  /** What it does, in a sentence without an end. */
  readonly does: string;
  readonly icon: LucideIcon;
  /** What one of its children is called. */
  readonly child: string;
};

/** The kinds of nodes that choose, in words. */
export const kindWords: Readonly<Record<GroupKind, KindWords>> = {
  fallback: { name: 'Fallback', does: 'In this order, the next when one fails', icon: ListOrdered, child: 'Place' },
  cheapest: { name: 'Cheapest', does: 'The lowest expected cost of those that qualify', icon: Coins, child: 'Choice' },
  fastest: { name: 'Fastest', does: 'The quickest by live times', icon: Timer, child: 'Choice' },
  smart: { name: 'Smart', does: 'By task: the most quality for each dollar', icon: Sparkles, child: 'Choice' },
  weighted: { name: 'Weighted', does: 'Drawn by weight for each call', icon: Dices, child: 'Part' },
  race: { name: 'Race', does: 'The first good answer of several wins', icon: Trophy, child: 'Leg' },
  conditional: {
    name: 'Conditional',
    does: 'The first rule that a call meets decides',
    icon: GitBranch,
    child: 'Rule',
  },
};
