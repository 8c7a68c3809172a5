import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorSections } from './error-sections.ts';
import { providerTable } from './provider-table.ts';
import { reactionTable } from './reaction-table.ts';
import { operationTable } from './reference/operation-table.ts';
import { roleTables } from './role-tables.ts';

/** Where this instance answers. */
export type DocsUrls = { readonly gateway: string; readonly web: string };

/** Bundled code does not know where its file was: it runs in the folder of this app, or in that of the whole project. */
function contentFolder(): string {
  const [own, ofProject] = ['content/docs', 'apps/web/content/docs'].map((folder) => resolve(folder));
  return own !== undefined && existsSync(own) ? own : (ofProject ?? '');
}

const generated: Readonly<Record<string, () => string>> = {
  errors: errorSections,
  roles: roleTables,
  providers: providerTable,
  operations: operationTable,
  reactions: reactionTable,
};

/** `markdown` with this instance's addresses and with what is made from code in the place of their marks. */
export function fillMarks(markdown: string, urls: DocsUrls): string {
  return markdown.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => {
    if (name === 'gateway' || name === 'web') return urls[name];
    return generated[name]?.() ?? mark;
  });
}

/** The text of a page that is written in Markdown, as it is shown on this instance. */
export async function readMarkdown(slug: string, urls: DocsUrls): Promise<string> {
  const file = `${slug === '' ? 'introduction' : slug}.md`;
  return fillMarks(await readFile(resolve(contentFolder(), file), 'utf8'), urls);
}
