import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { referenceDir } from '@weir/testing/reference';
import { evidencePath, readDocuments, readEvidence } from './evidence.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { makeMatrix } from './matrix.ts';
import { matrixFiles } from './matrix-files.ts';
import { renderMatrix, renderMatrixPage } from './render-matrix.ts';

/*
 * Writes the matrix. With the recordings at hand their evidence is gathered anew; without them what was gathered before
 * is used.
 */

if (referenceDir() !== undefined) writeFileSync(evidencePath, `${JSON.stringify(gatherEvidence(), undefined, 2)}\n`);
const sources = { evidence: readEvidence(), documents: readDocuments() };
const matrix = makeMatrix(sources);
writeFileSync(resolve(matrixFiles.document), renderMatrix(matrix, sources));
writeFileSync(resolve(matrixFiles.page), renderMatrixPage(matrix));
process.stdout.write(`${matrixFiles.document}\n${matrixFiles.page}\n`);
