'use client';
import clsx from 'clsx';
import { Check, Minus, X } from 'lucide-react';
import { Card } from '../ui/card.tsx';
import { type Candidate, type Decision, decisionOf, standingOf, wayOf } from './decision.ts';
import { useNamed } from './names.ts';
import type { ReceiptData } from './receipt-data.ts';

const standings = {
  chosen: { icon: Check, tone: 'text-good', words: 'Chosen' },
  excluded: { icon: X, tone: 'text-faint', words: 'Left out' },
  'not needed': { icon: Minus, tone: 'text-faint', words: 'Not needed' },
} as const;

function CandidateLine({ decision, candidate }: { readonly decision: Decision; readonly candidate: Candidate }) {
  const named = useNamed();
  const standing = standingOf(decision, candidate);
  const { icon: Icon, tone, words } = standings[standing];
  const key = candidate.providerKeyId === null ? null : (named(candidate.providerKeyId)?.name ?? 'a provider key');
  return (
    <li className="flex gap-2.5">
      <Icon aria-hidden="true" className={clsx('mt-0.5 size-3.5 shrink-0', tone)} />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <code
          className={clsx(standing === 'chosen' && 'font-medium')}
        >{`${candidate.provider}/${candidate.model}`}</code>
        <p className="text-xs text-quiet">
          {key !== null && `${key}. `}
          {words}
          {candidate.excluded !== null && `: ${candidate.excluded}`}
        </p>
      </div>
    </li>
  );
}

function TranslationLine({ translation }: { readonly translation: NonNullable<Decision['translation']> }) {
  const { language, dropped } = translation;
  return (
    <p className="border-t border-line pt-2.5 text-xs text-quiet">
      Translated into {language}.{' '}
      {dropped.length === 0 ? (
        'Nothing was lost.'
      ) : (
        <>
          Sent without{' '}
          {dropped.map((field, at) => (
            <span key={field}>
              {at > 0 && ', '}
              <code className="[overflow-wrap:anywhere]">{field}</code>
            </span>
          ))}
          .
        </>
      )}
    </p>
  );
}

/** Why the call went where it went: who was considered, and what spoke against whom. */
export function DecisionCard({ receipt }: { readonly receipt: ReceiptData }) {
  const decision = decisionOf(receipt.decision);
  return (
    <Card title="Decision">
      {decision === undefined ? (
        <p className="text-sm text-quiet">
          {receipt.attempts.length === 0
            ? 'The call ended before a target was chosen.'
            : 'Why this target was chosen is not recorded.'}
        </p>
      ) : (
        <div className="grid grid-cols-1 gap-3 text-sm">
          <p>{wayOf(decision)}</p>
          <ol className="grid grid-cols-1 gap-2.5" aria-label="Candidates, in order">
            {decision.considered.map((candidate) => (
              <CandidateLine
                key={`${candidate.provider} ${candidate.model} ${candidate.providerKeyId}`}
                decision={decision}
                candidate={candidate}
              />
            ))}
          </ol>
          {decision.translation !== undefined && <TranslationLine translation={decision.translation} />}
        </div>
      )}
    </Card>
  );
}
