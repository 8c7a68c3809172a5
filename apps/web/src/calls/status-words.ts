import type { CallStatus } from '@weir/protocol/ledger';
import type { Tone } from '../ui/badge.tsx';

type Words = { readonly name: string; readonly tone: Tone; readonly meaning: string };

/** How a call or an attempt ended, in words. */
export const statusWords: Readonly<Record<CallStatus, Words>> = {
  succeeded: { name: 'Succeeded', tone: 'good', meaning: 'The answer came whole.' },
  failed: { name: 'Failed', tone: 'bad', meaning: 'The provider gave no answer, or an error.' },
  canceled: { name: 'Canceled', tone: 'neutral', meaning: 'The client left before the answer was whole.' },
  truncated: { name: 'Truncated', tone: 'warn', meaning: 'The answer broke off before its end.' },
  interrupted: { name: 'Interrupted', tone: 'warn', meaning: 'The gateway stopped while the call was open.' },
  refused: { name: 'Refused', tone: 'bad', meaning: 'The gateway asked no provider.' },
};
