import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Where the matrix is kept: in the project's documents, and as a page of an instance's documentation. */
export const matrixFiles = {
  document: join(root, 'docs/matrix.md'),
  page: join(root, 'apps/web/content/docs/matrix.md'),
} as const;
