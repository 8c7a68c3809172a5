'use client';
import clsx from 'clsx';
import { ArrowRight, Check, Languages, Minus, X } from 'lucide-react';
import { Card } from '../ui/card.tsx';
import {
  type Candidate,
  type Decision,
  decisionOf,
  languageOf,
  standingOf,
  type Translation,
  wayOf,
} from './decision.ts';
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

function Dropped({ fields }: { readonly fields: readonly string[] }) {
  if (fields.length === 0) return <p className="text-xs text-quiet">All that was asked for was sent.</p>;
  return (
    <div className="grid gap-1 text-xs">
      <p className="text-quiet">Sent without what this target cannot take:</p>
      <ul className="flex flex-wrap gap-1">
        {fields.map((field) => (
          <li key={field} className="rounded-sm border border-line bg-hover px-1.5 py-0.5">
            <code className="[overflow-wrap:anywhere]">{field}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** From the client's language into the target's, and what was lost on the way. */
function TranslationPart({ translation, from }: { readonly translation: Translation; readonly from?: string }) {
  return (
    <section className="grid grid-cols-1 gap-2 border-t border-line pt-3" aria-label="Translation">
      <div className="flex gap-2.5">
        <Languages aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-accent" />
        <div className="min-w-0">
          <p>Translated, there and back</p>
          <p className="text-xs text-quiet">
            {from !== undefined && (
              <>
                {from}
                <ArrowRight aria-hidden="true" className="mx-1 inline size-3 text-faint" />
                <span className="sr-only"> into </span>
              </>
            )}
            {translation.language}
          </p>
        </div>
      </div>
      <div className="pl-6">
        <Dropped fields={translation.dropped} />
      </div>
    </section>
  );
}

/** A count that the gateway made by itself has a decision, and nobody who was asked. */
const isEstimate = ({ operation, status, attempts }: ReceiptData) =>
  attempts.length === 0 && status === 'succeeded' && /count_tokens$/.test(operation);

/** Why the call went where it went: who was considered, and what spoke against whom. */
export function DecisionCard({ receipt }: { readonly receipt: ReceiptData }) {
  const decision = decisionOf(receipt.decision);
  const from = languageOf(receipt.operation);
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
          {isEstimate(receipt) && (
            <p className="border-t border-line pt-3 text-xs text-quiet">
              Counted by the gateway, as an estimate: the provider has no count of its own, and was not asked.
            </p>
          )}
          {decision.translation !== undefined && (
            <TranslationPart translation={decision.translation} {...(from === undefined ? {} : { from })} />
          )}
        </div>
      )}
    </Card>
  );
}
