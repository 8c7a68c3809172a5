import { readFileSync } from 'node:fs';
import { recordProof } from '@weir/testing/proofs';
import { referenceDir } from '@weir/testing/reference';
import { expect, it } from 'vitest';
import { readDocuments, readEvidence } from './matrix/evidence.ts';
import { featureNames } from './matrix/features-in.ts';
import { gatherEvidence } from './matrix/gather-evidence.ts';
import { makeMatrix } from './matrix/matrix.ts';
import { matrixFiles } from './matrix/matrix-files.ts';
import { renderMatrix, renderMatrixPage } from './matrix/render-matrix.ts';

const sources = { evidence: readEvidence(), documents: readDocuments() };
const matrix = makeMatrix(sources);

/** Whoever asks for these may rely on every cell. */
const firstRank = ['openai', 'anthropic', 'gemini', 'groq', 'cerebras', 'deepinfra', 'mistral', 'xai'];

it('the matrix that is kept is the one that the translators make: npm run matrix', () => {
  expect(readFileSync(matrixFiles.document, 'utf8')).toBe(renderMatrix(matrix, sources));
  expect(readFileSync(matrixFiles.page, 'utf8')).toBe(renderMatrixPage(matrix));
  const cells = matrix.tables.flatMap(({ requests, answers }) => [...requests, ...answers].flatMap((row) => row.cells));
  const count = (wanted: string): number => cells.filter((cell) => cell === wanted).length;
  recordProof('the matrix', {
    cells: cells.length,
    exact: count('exact'),
    'specified, unrecorded': count('unrecorded'),
    'declared losses': count('loss'),
    refused: count('refused'),
  });
});

it('has a word on everything for the providers of the first rank', () => {
  expect(matrix.ids).toEqual(expect.arrayContaining(firstRank));
  for (const { requests, answers } of matrix.tables)
    for (const { title, cells } of [...requests, ...answers]) expect(cells, title).toHaveLength(matrix.ids.length);
});

it('rests on recordings that are there', () => {
  if (referenceDir() === undefined) return;
  expect(sources.evidence).toEqual(gatherEvidence());
});

it('rests on documents of features that there are', () => {
  const known = new Set<string>(featureNames);
  expect(sources.documents.flatMap(({ features }) => features).filter((name) => !known.has(name))).toEqual([]);
});
