import { StateDot } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { type GuaranteeState, guaranteeState, guaranteeWords } from './guarantee-words.ts';
import type { QualityGuarantee } from './quality-data.ts';

const states: Readonly<Record<GuaranteeState, { tone: 'good' | 'neutral' | 'bad'; word: string }>> = {
  holds: { tone: 'good', word: 'Holds' },
  open: { tone: 'neutral', word: 'Not shown yet' },
  worse: { tone: 'bad', word: 'Worse' },
  few: { tone: 'neutral', word: 'Too few pairs' },
};

function Line({ found }: { readonly found: QualityGuarantee }) {
  const { tone, word } = states[guaranteeState(found)];
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-0">
      <span className="min-w-32 font-medium">{found.route}</span>
      <span className="min-w-64 flex-1 text-sm [overflow-wrap:anywhere]">
        {guaranteeWords(found)}
        {found.lower === undefined && <span className="text-quiet"> Compared with {found.reference}.</span>}
      </span>
      <StateDot tone={tone}>{word}</StateDot>
    </li>
  );
}

/** How smart routes fare against always calling one model: what a random sample supports, and nothing else. */
export function GuaranteeCard({ guarantees }: { readonly guarantees: readonly QualityGuarantee[] }) {
  return (
    <Card flush title="Guarantees" description="From verdicts on a random sample of requests, never from estimates.">
      {guarantees.length > 0 && (
        <ul>
          {guarantees.map((found) => (
            <Line key={`${found.route} ${found.reference}`} found={found} />
          ))}
        </ul>
      )}
      <p className="border-t border-line px-4 py-2.5 text-xs text-quiet first:border-0">
        {guarantees.length === 0 && 'No pair yet. '}A pair is one request that a smart route and another model both
        answered. Send it to both, draw the requests at random, and say which answer is better, whatever comes of it:{' '}
        <code>{'{"callId", "over" or "tieWith", "sampled": true}'}</code>. Of each end user one pair counts.
      </p>
    </Card>
  );
}
