import { providerViews } from '@weir/services/catalog/provider-views';
import { markdownTable } from './markdown-table.ts';

/** The providers of this release and what each speaks, as Markdown. */
export function providerTable(): string {
  const rows = providerViews().map(({ id, name, operations, needsKey, needsBaseUrl }) => {
    const key = needsKey ? (needsBaseUrl ? 'base URL, and a key where the host wants one' : 'key') : 'nothing';
    return [name, `\`${id}\``, operations.map((operation) => `\`${operation}\``).join(', '), key];
  });
  return markdownTable(['provider', 'prefix', 'speaks', 'needs'], rows);
}
