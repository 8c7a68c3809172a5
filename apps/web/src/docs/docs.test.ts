import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorCatalogue } from '@weir/protocol/errors';
import { failureCodes } from '@weir/protocol/failure';
import { routePlan, strategy } from '@weir/routing/route-plan';
import { describe, expect, it } from 'vitest';
import { findDocsPage } from './find-page.ts';
import { headingId, headingsOf } from './headings.ts';
import { docsGroups, docsPath } from './outline.ts';
import { fillMarks, readMarkdown } from './read-markdown.ts';
import { referencePages } from './reference/pages.ts';
import { referenceHeadings } from './reference/reference-headings.ts';
import { searchIndex } from './search-index.ts';

const urls = { gateway: 'https://gateway.example', web: 'https://weir.example' };
const project = resolve(import.meta.dirname, '../../../..');
const written = docsGroups([]).flatMap(({ pages }) => pages);

async function anchorsOf(path: string): Promise<readonly string[] | undefined> {
  const found = findDocsPage(path.replace(/^\/docs\/?/, ''));
  if (found === undefined) return undefined;
  if (found.isReference) return referenceHeadings(found.page.slug).map(({ id }) => id);
  return headingsOf(await readMarkdown(found.page.slug, urls)).map(({ id }) => id);
}

/** The first column of every table in `markdown`, as names of variables. */
function variablesIn(markdown: string): readonly string[] {
  const firsts = [...markdown.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  return firsts.flatMap((cell) => cell.match(/[A-Z][A-Z0-9_]{3,}/g) ?? []).toSorted();
}

describe.each(written)('the page $slug', ({ slug }) => {
  it('has this instance in the place of every mark, and no heading twice', async () => {
    const text = await readMarkdown(slug, urls);
    expect(text).not.toMatch(/\{\{|\}\}$/m);
    const ids = headingsOf(text).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('links to what is there', async () => {
    const links = [...(await readMarkdown(slug, urls)).matchAll(/\]\((\/docs[^)#]*)(?:#([^)]*))?\)/g)];
    for (const [, path = '', anchor] of links) {
      const anchors = await anchorsOf(path);
      expect(anchors, path).toBeDefined();
      if (anchor !== undefined) expect(anchors, path).toContain(anchor);
    }
  });
});

describe('the documentation', () => {
  it('has a page for every file, and a file for every page', async () => {
    const files = await readdir(resolve(project, 'apps/web/content/docs'), { recursive: true });
    const slugs = files.filter((file) => file.endsWith('.md')).map((file) => file.replace(/\.md$/, ''));
    expect(slugs.toSorted()).toEqual(written.map(({ slug }) => slug || 'introduction').toSorted());
  });

  it('names every environment variable that the configuration names', async () => {
    const configuration = await readFile(resolve(project, 'docs/configuration.md'), 'utf8');
    expect(variablesIn(await readMarkdown('operation/configuration', urls))).toEqual(variablesIn(configuration));
  });

  it('explains every error of the catalogue', async () => {
    const codes = headingsOf(await readMarkdown('gateway/errors', urls)).map(({ text }) => text);
    expect(codes).toEqual(expect.arrayContaining(Object.keys(errorCatalogue)));
  });

  it('is found by its headings', async () => {
    const hrefs = (await searchIndex(urls)).map(({ href }) => href);
    expect(new Set(hrefs).size).toBe(hrefs.length);
    expect(hrefs).toEqual(
      expect.arrayContaining([
        '/docs',
        '/docs/gateway/errors#invalid_key',
        '/docs/api/gateway-keys#gatewayKeys-create',
      ]),
    );
    expect(hrefs).toEqual(expect.arrayContaining(referencePages().map(docsPath)));
  });

  it('leaves a mark that it does not know as it is', () => {
    expect(fillMarks('{{gateway}} {{nothing}}', urls)).toBe('https://gateway.example {{nothing}}');
  });
});

describe.each(written.filter(({ slug }) => slug.startsWith('routes')))('the page $slug', ({ slug }) => {
  it('shows no plan and no strategy that a route would not take', async () => {
    const text = await readMarkdown(slug, urls);
    const fences = [...text.matchAll(/^```json.*\n([\s\S]*?)^```/gm)].map(([, body = '']) => JSON.parse(body));
    for (const written of fences) {
      const schema = Object.hasOwn(written, 'strategy') ? routePlan : strategy;
      expect(schema.safeParse(written).error, JSON.stringify(written)).toBeUndefined();
    }
  });
});

it('the page on resilience says what becomes of every class of failure', async () => {
  const text = await readMarkdown('routes/resilience', urls);
  expect(failureCodes.filter((code) => !text.includes(`| \`${code}\` |`))).toEqual([]);
});

it('a heading in a fence is none', () => {
  const text = '## One `two`\n\n```sh\n## no\n```\n\n### [Three](/x)';
  expect(headingsOf(text)).toEqual([
    { level: 2, text: 'One two', id: 'one-two' },
    { level: 3, text: 'Three', id: 'three' },
  ]);
  expect(headingId('`model_not_found`')).toBe('model_not_found');
});
