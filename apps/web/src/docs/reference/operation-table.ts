import { markdownTable } from '../markdown-table.ts';
import { readReference } from './document.ts';
import { referenceSlug } from './pages.ts';

/** All operations of the management API with links to their descriptions, as Markdown. */
export function operationTable(): string {
  const rows = readReference().operations.map(({ id, tag, method, path, summary }) => {
    return [`\`${method}\``, `\`${path}\``, `[${summary}](/docs/${referenceSlug(tag)}#${id})`];
  });
  return markdownTable(['method', 'path', 'does'], rows);
}
