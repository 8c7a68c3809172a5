'use client';
import { CornerDownRight } from 'lucide-react';
import { CallStatusMark } from '../calls/call-status.tsx';
import { StateDot } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { decisionOf, type TurnLine } from './decision.ts';
import { purposeWords, turnWords } from './decision-words.ts';
import { type Fact, Facts } from './facts.tsx';
import { wordsOfFailure } from './failure-words.ts';
import { useNamed } from './names.ts';
import type { AttemptData, ReceiptData } from './receipt-data.ts';

function fact(term: string, value: string | null | undefined): Fact[] {
  return value === null || value === undefined ? [] : [{ term, value }];
}

function RequestId({ id }: { readonly id: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="truncate text-xs" title={id}>
        {id}
      </code>
      <span className="print:hidden">
        <CopyButton text={id} label="Copy the provider's request id" />
      </span>
    </span>
  );
}

function Failure({ attempt: { errorCode, errorMessage } }: { readonly attempt: AttemptData }) {
  if (errorCode === null && errorMessage === null) return null;
  const words = errorCode === null ? undefined : wordsOfFailure(errorCode);
  return (
    <div className="grid grid-cols-1 gap-1.5 rounded-md bg-bad-soft px-3 py-2 text-sm">
      {words !== undefined && <p>{words}</p>}
      {errorMessage !== null && (
        <p className="font-mono text-xs [overflow-wrap:anywhere] whitespace-pre-wrap">{errorMessage}</p>
      )}
    </div>
  );
}

/** What followed an attempt: it says why there is another. */
function Turns({ turns }: { readonly turns: readonly TurnLine[] }) {
  if (turns.length === 0) return null;
  return (
    <ul className="grid grid-cols-1 gap-1 text-xs text-quiet" aria-label="What followed">
      {turns.map((turn) => (
        <li key={`${turn.did} ${turn.reason}`} className="flex gap-1.5 [overflow-wrap:anywhere]">
          <CornerDownRight aria-hidden="true" className="mt-0.5 size-3 shrink-0 text-faint" />
          {turnWords(turn)}
        </li>
      ))}
    </ul>
  );
}

/** How an attempt ended; of a race the legs that did not win were canceled by the gateway, not by the client. */
function Ending({ attempt, isLost }: { readonly attempt: AttemptData; readonly isLost: boolean }) {
  if (!isLost) return <CallStatusMark status={attempt.status} errorCode={attempt.errorCode} />;
  return (
    <span title="Another leg of the race was faster. What it had used by then is charged.">
      <StateDot tone="neutral">Lost the race</StateDot>
    </span>
  );
}

function Attempt({
  attempt,
  turns,
  isLost,
}: {
  readonly attempt: AttemptData;
  readonly turns: readonly TurnLine[];
  readonly isLost: boolean;
}) {
  const named = useNamed();
  const { attemptNo, purpose, provider, model, upstreamModel, providerKeyId, httpStatus } = attempt;
  const key = providerKeyId === null ? null : (named(providerKeyId)?.name ?? providerKeyId);
  const facts: Fact[] = [
    ...fact('Purpose', purpose === 'first' ? null : purposeWords(purpose)),
    ...fact('Provider key', key),
    ...fact('Model served', upstreamModel === model ? null : upstreamModel),
    ...fact('HTTP status', httpStatus === null ? null : String(httpStatus)),
    ...fact('Finish reason', attempt.finishReason),
    ...(attempt.providerRequestId === null
      ? []
      : [{ term: 'Request id', value: <RequestId id={attempt.providerRequestId} /> }]),
  ];
  return (
    <li className="grid grid-cols-1 gap-2.5 border-t border-line pt-3 first:border-0 first:pt-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 text-sm">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
          {attemptNo}. <code>{`${provider}/${model}`}</code>
        </span>
        <Ending attempt={attempt} isLost={isLost} />
      </div>
      <Failure attempt={attempt} />
      <Facts facts={facts} />
      <Turns turns={turns} />
    </li>
  );
}

/** Each try at a provider: what it answered, what it said of errors, and by which id it knows the request. */
export function AttemptsCard({ receipt }: { readonly receipt: ReceiptData }) {
  const { attempts, status } = receipt;
  const turns = decisionOf(receipt.decision)?.turns ?? [];
  return (
    <Card title={attempts.length === 1 ? 'Attempt' : 'Attempts'}>
      {attempts.length === 0 ? (
        <p className="text-sm text-quiet">No provider was asked.</p>
      ) : (
        <ol className="grid grid-cols-1 gap-3">
          {attempts.map((attempt) => (
            <Attempt
              key={attempt.attemptNo}
              attempt={attempt}
              isLost={attempt.status === 'canceled' && status !== 'canceled'}
              turns={turns.filter(({ attemptNo }) => attemptNo === attempt.attemptNo)}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}
