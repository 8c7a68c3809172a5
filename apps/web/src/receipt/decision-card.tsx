'use client';
import clsx from 'clsx';
import { ArrowRight, Check, CornerDownRight, Languages, Minus, Split, X } from 'lucide-react';
import Link from 'next/link';
import { useHref } from '../shell/project.ts';
import { Badge } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { type Candidate, type Decision, decisionOf, type NodeLine, type Translation } from './decision.ts';
import { expectedWords, type Standing, standingOf, wayOf } from './decision-words.ts';
import { languageName } from './language-name.ts';
import { useNamed } from './names.ts';
import type { ReceiptData } from './receipt-data.ts';
import { SnapshotLine } from './snapshot-line.tsx';

const standings: Readonly<Record<Standing, { icon: typeof Check; tone: string; words: string }>> = {
  chosen: { icon: Check, tone: 'text-good', words: 'Chosen' },
  tried: { icon: CornerDownRight, tone: 'text-accent', words: 'Tried as well' },
  excluded: { icon: X, tone: 'text-faint', words: 'Left out' },
  'not needed': { icon: Minus, tone: 'text-faint', words: 'Not needed' },
};

function CandidateLine({ candidate, standing }: { readonly candidate: Candidate; readonly standing: Standing }) {
  const named = useNamed();
  const { icon: Icon, tone, words } = standings[standing];
  const key = candidate.providerKeyId === null ? null : (named(candidate.providerKeyId)?.name ?? 'a provider key');
  const expected = expectedWords(candidate.expected);
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
          {candidate.isProbe === true && '. Its circuit was open; this call was to find out whether it has recovered'}
        </p>
        {expected.length > 0 && <p className="text-xs text-quiet tabular">Expected: {expected.join(' · ')}</p>}
      </div>
    </li>
  );
}

/** Which version of which route, with the way to it. */
function RouteLine({ route }: { readonly route: NonNullable<Decision['route']> }) {
  const href = useHref();
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Split aria-hidden="true" className="size-3.5 shrink-0 text-accent" />
      <span>
        Route{' '}
        <Link href={href(`routes/${route.id}`)} className="link font-mono font-medium">
          {route.name}
        </Link>
      </span>
      <Badge>version {route.version}</Badge>
    </p>
  );
}

/** A target that says its name alone stands among the candidates. */
const saysMore = ({ kind, said }: NodeLine) => kind !== 'target' || /[ :]/.test(said);

/** What each node of the route did, in the shape of its tree. */
function Nodes({ nodes }: Pick<Decision, 'nodes'>) {
  const telling = nodes.filter(saysMore);
  if (telling.length === 0) return null;
  return (
    <ol className="grid grid-cols-1 gap-1.5 border-l border-line pl-3" aria-label="What the nodes of the route did">
      {telling.map(({ path, kind, said, depth }) => (
        <li key={path} className="min-w-0 text-xs [overflow-wrap:anywhere]" style={{ paddingLeft: `${depth * 12}px` }}>
          <code className="mr-1.5 rounded-sm bg-hover px-1 py-px text-quiet">{kind}</code>
          {said}
        </li>
      ))}
    </ol>
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
function TranslationPart({
  translation,
  from,
}: {
  readonly translation: Translation;
  readonly from: string | undefined;
}) {
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

function Decided({ decision, receipt }: { readonly decision: Decision; readonly receipt: ReceiptData }) {
  const { route, nodes, considered, inputs, translation } = decision;
  return (
    <div className="grid grid-cols-1 gap-3 text-sm">
      {route === undefined ? <p>{wayOf(decision)}</p> : <RouteLine route={route} />}
      <Nodes nodes={nodes} />
      <ol
        className={clsx('grid grid-cols-1 gap-2.5', nodes.length > 0 && 'border-t border-line pt-3')}
        aria-label="Candidates, in order"
      >
        {considered.map((candidate) => (
          <CandidateLine
            key={candidate.place}
            candidate={candidate}
            standing={standingOf(decision, candidate, receipt.attempts)}
          />
        ))}
      </ol>
      {isEstimate(receipt) && (
        <p className="border-t border-line pt-3 text-xs text-quiet">
          Counted by the gateway, as an estimate: the provider has no count of its own, and was not asked.
        </p>
      )}
      {translation !== undefined && (
        <TranslationPart translation={translation} from={languageName(receipt.operation)} />
      )}
      {inputs !== undefined && <SnapshotLine inputs={inputs} madeAgain={receipt.madeAgain} />}
    </div>
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
        <Decided decision={decision} receipt={receipt} />
      )}
    </Card>
  );
}
