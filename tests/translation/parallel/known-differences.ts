import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const difference = z.strictObject({
  case: z.string(),
  /** Absent: from or to any. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** A regular expression for the paths of the canonical request that differ, or `refused` with its message. */
  path: z.string(),
  /** `source`: ours says what its source says, and the hand-written request says something else. */
  kind: z.enum(['source', 'translation']),
  reason: z.string().min(10),
});
export type KnownDifference = z.infer<typeof difference>;

/** Where our translation rightly differs from the hand-written request, each with its reason. The file may only shrink. */
export function knownDifferences(): KnownDifference[] {
  const path = join(import.meta.dirname, 'known-differences.json');
  return z.array(difference).parse(JSON.parse(readFileSync(path, 'utf8')));
}

type At = {
  readonly case: string;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly asSource: boolean;
};

/** True where the entry covers this difference. */
export function covers(entry: KnownDifference, at: At): boolean {
  return (
    (entry.kind === 'source') === at.asSource &&
    (entry.case === '*' || entry.case === at.case) &&
    (entry.from ?? at.from) === at.from &&
    (entry.to ?? at.to) === at.to &&
    new RegExp(`^(?:${entry.path})$`).test(at.path)
  );
}
