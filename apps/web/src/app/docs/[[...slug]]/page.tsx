import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DocsArticle } from '../../../docs/docs-article.tsx';
import { findDocsPage } from '../../../docs/find-page.ts';
import { headingsOf } from '../../../docs/headings.ts';
import { DocsMarkdown } from '../../../docs/markdown.tsx';
import { readMarkdown } from '../../../docs/read-markdown.ts';
import { ReferenceContent } from '../../../docs/reference/reference-content.tsx';
import { referenceHeadings } from '../../../docs/reference/reference-headings.ts';
import { instanceUrls } from '../../../server/instance-urls.ts';

type Props = { readonly params: Promise<{ slug?: string[] }> };

async function find({ params }: Props) {
  const { slug = [] } = await params;
  return findDocsPage(slug.join('/')) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { page } = await find(props);
  return { title: page.title, description: page.summary };
}

export default async function DocsPage(props: Props) {
  const { page, before, after, isReference } = await find(props);
  const urls = instanceUrls();
  if (isReference) {
    return (
      <DocsArticle page={page} before={before} after={after} headings={referenceHeadings(page.slug)}>
        <ReferenceContent slug={page.slug} urls={urls} />
      </DocsArticle>
    );
  }
  const markdown = await readMarkdown(page.slug, urls);
  return (
    <DocsArticle page={page} before={before} after={after} headings={headingsOf(markdown)}>
      <DocsMarkdown>{markdown}</DocsMarkdown>
    </DocsArticle>
  );
}
