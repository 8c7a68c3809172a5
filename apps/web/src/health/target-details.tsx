'use client';
import { ListTree, Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatMs, formatShare } from '../format/number.ts';
import { type Fact, Facts } from '../receipt/facts.tsx';
import { wordsOfFailure } from '../receipt/failure-words.ts';
import { useHref } from '../shell/project.ts';
import { ButtonLink } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { HealthRow } from './health-rows.ts';
import { HedgePart } from './hedge-part.tsx';
import { useKeyName } from './key-names.tsx';
import { ago } from './last-failure.tsx';
import { latenciesOf, sizeWords } from './size-words.ts';
import { StateMark, stateWords } from './state-mark.tsx';

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-2 border-t border-line pt-4">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

/** Times by size of prompt. */
function Latencies({ row }: { readonly row: HealthRow }) {
  const all = latenciesOf(row.target);
  if (all.length === 0) return <p className="text-sm text-quiet">No answer has begun here lately.</p>;
  return (
    <table className="w-full text-sm tabular">
      <caption className="sr-only">Times to the first token by size of prompt</caption>
      <thead className="text-xs text-quiet [&_th]:pb-1 [&_th]:pl-3 [&_th]:text-right [&_th]:font-normal">
        <tr>
          <th scope="col" className="pl-0! text-left!">
            Prompt
          </th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col">Tokens/s</th>
          <th scope="col">Samples</th>
        </tr>
      </thead>
      <tbody className="[&_td]:py-0.5 [&_td]:pl-3 [&_td]:text-right">
        {all.map(({ size, samples, firstTokenP50Ms, firstTokenP95Ms, tokensPerSecond }) => (
          <tr key={size}>
            <th scope="row" className="text-left font-normal" title={sizeWords[size].long}>
              {sizeWords[size].short}
            </th>
            <td>{formatMs(firstTokenP50Ms)}</td>
            <td>{formatMs(firstTokenP95Ms)}</td>
            <td>{tokensPerSecond === undefined ? '–' : formatCount(tokensPerSecond)}</td>
            <td className="text-quiet">{formatCount(samples)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Failure({ row: { target, nowMs } }: { readonly row: HealthRow }) {
  const failure = target.lastFailure;
  if (failure === undefined) return <p className="text-sm text-quiet">None lately.</p>;
  return (
    <div className="grid gap-1 text-sm">
      <p>
        <code>{failure.code}</code>
        {failure.status !== undefined && `, HTTP ${failure.status}`}, {ago(failure.atMs, nowMs)}
      </p>
      <p className="text-quiet">{wordsOfFailure(failure.code)}</p>
    </div>
  );
}

function factsOf({ target, leftMs, state }: HealthRow): readonly Fact[] {
  const { attemptsPerMinute, inFlight, errorShare, outputTokens, cacheHitShare, headroom } = target;
  const share = (value: number | undefined) => (value === undefined ? '–' : formatShare(value));
  return [
    { term: 'Attempts a minute', value: formatCount(attemptsPerMinute) },
    { term: 'In flight', value: formatCount(inFlight) },
    { term: 'Failing attempts', value: share(errorShare) },
    { term: 'Answer length, learnt', value: outputTokens === undefined ? '–' : `${formatCount(outputTokens)} tokens` },
    { term: 'Input read from its cache', value: share(cacheHitShare) },
    { term: 'Requests left', value: share(headroom?.requests) },
    { term: 'Tokens left', value: share(headroom?.tokens) },
    ...(state === 'spent' && leftMs !== undefined ? [{ term: 'Limit renewed in', value: formatMs(leftMs) }] : []),
  ];
}

/** All that is known of a target now; its figures go on changing while it is open. */
export function TargetDetails({ row, onClose }: { readonly row: HealthRow; readonly onClose: () => void }) {
  const href = useHref();
  const keyName = useKeyName();
  const { target, state, leftMs } = row;
  const { provider, model, providerKeyId, candidateId } = target;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${provider}/${model}`}
      shape="side"
      description={`Through ${keyName(target)}`}
    >
      <div className="grid grid-cols-1 gap-4">
        <div className="grid gap-1 text-sm">
          <StateMark state={state} leftMs={leftMs} isInline />
          <p className="text-quiet">{stateWords[state].meaning}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink size="sm" href={href('calls', { provider, model })}>
            <ListTree className="size-3.5" aria-hidden="true" />
            Its calls
          </ButtonLink>
          {providerKeyId !== undefined && (
            <ButtonLink size="sm" href={href('providers', { id: providerKeyId })}>
              <Plug className="size-3.5" aria-hidden="true" />
              Its provider key
            </ButtonLink>
          )}
        </div>
        <Facts facts={factsOf(row)} />
        <Part title="Time to the first token">
          <Latencies row={row} />
        </Part>
        <Part title="What a hedge would buy">
          <HedgePart hedge={target.hedge} />
        </Part>
        <Part title="Last failure">
          <Failure row={row} />
        </Part>
        <p className="flex items-center gap-1 border-t border-line pt-4 text-xs text-quiet">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            In explanations and snapshots: <code>{candidateId}</code>
          </span>
          <CopyButton text={candidateId} label="Copy the target’s name" />
        </p>
      </div>
    </Dialog>
  );
}
