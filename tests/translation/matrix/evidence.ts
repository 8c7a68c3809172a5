import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const evidence = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.string())));

/** By provider, language and feature: the id of a recording that shows the feature on the wire. */
export type Evidence = z.infer<typeof evidence>;

export const evidencePath = join(import.meta.dirname, 'evidence.json');

/** The recordings that were found when the file was made; a test compares it with the recordings there are. */
export function readEvidence(): Evidence {
  return evidence.parse(JSON.parse(readFileSync(evidencePath, 'utf8')));
}

const documents = z.array(
  z.strictObject({
    provider: z.string(),
    language: z.string(),
    /** The vendor's page that says how the feature is asked for. */
    page: z.url(),
    features: z.array(z.string()),
  }),
);
export type Documents = z.infer<typeof documents>;

/** The vendors' own documents that the probes follow, where a feature was not recorded. */
export function readDocuments(): Documents {
  return documents.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'documents.json'), 'utf8')));
}
