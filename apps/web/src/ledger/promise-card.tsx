import { Card } from '../ui/card.tsx';

const sentences = [
  'Before a request leaves for a provider, its attempt stands on the gateway’s disk; when the answer ends, what it used and cost stands there before the last bytes go out.',
  'From there it is carried into this ledger and counted exactly once, however often a process or a connection dies on the way; an attempt that died with its gateway becomes a line of its own, interrupted, with its cost unknown rather than 0.',
  'A record that cannot be written is kept whole with the reason as a dead letter, so that nothing is lost in silence.',
];

/** What the ledger promises, in three sentences. */
export function PromiseCard() {
  return (
    <Card title="What it promises">
      <ol className="grid gap-2.5 text-sm text-quiet">
        {sentences.map((sentence, nth) => (
          <li key={sentence} className="flex gap-2.5">
            <span aria-hidden="true" className="text-faint tabular">
              {nth + 1}
            </span>
            {sentence}
          </li>
        ))}
      </ol>
    </Card>
  );
}
