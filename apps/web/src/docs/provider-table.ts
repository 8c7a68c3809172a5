import { providerViews } from '@weir/services/catalog/provider-views';
import { markdownTable } from './markdown-table.ts';

/** The providers of this release and what each speaks, as Markdown. */
export function providerTable(): string {
  const rows = providerViews().map(({ id, name, operations, needsKey, needsBaseUrl, settings }) => {
    const key = needsKey ? (needsBaseUrl ? 'base URL, and a key where the host wants one' : 'key') : 'nothing';
    const needs = [key, ...settings.filter(({ required }) => required).map(({ label }) => label.toLowerCase())];
    return [name, `\`${id}\``, operations.map((operation) => `\`${operation}\``).join(', '), needs.join(', ')];
  });
  return markdownTable(['provider', 'prefix', 'speaks', 'needs'], rows);
}
