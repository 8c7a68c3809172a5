import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from '../ui/code-block.tsx';
import { DocsHeading } from './docs-heading.tsx';
import { DocsLink } from './docs-link.tsx';
import { DocsTable } from './docs-table.tsx';
import { headingId } from './headings.ts';

/** What a fence's language is called. */
const languages: Readonly<Record<string, string>> = {
  sh: 'Shell',
  ts: 'TypeScript',
  py: 'Python',
  json: 'JSON',
  toml: 'TOML',
};

/** A node of the tree that react-markdown renders, as far as it is looked into here. */
type Node = {
  readonly type: string;
  readonly value?: string;
  readonly data?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
};

function textOf(node: Node | undefined): string {
  return node?.value ?? node?.children?.map(textOf).join('') ?? '';
}

function metaOf({ data }: Node): string | undefined {
  if (typeof data !== 'object' || data === null || !('meta' in data)) return undefined;
  return typeof data.meta === 'string' ? data.meta : undefined;
}

function Fence({ node }: { readonly node?: Node | undefined }): ReactNode {
  const code = node?.children?.[0];
  if (code === undefined) return null;
  const language = /language-(\w+)/.exec(String(code.properties?.['className'] ?? ''))?.[1];
  const label = metaOf(code) ?? languages[language ?? ''];
  return (
    <div className="my-4">
      <CodeBlock code={textOf(code).replace(/\n$/, '')} {...(label === undefined ? {} : { label })} />
    </div>
  );
}

/** Up to here a piece of code is not broken: it fits a cell of a table on a phone. */
const unbrokenMax = 24;

function InlineCode({
  node,
  children,
}: {
  readonly node?: Node | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  const wraps = textOf(node).length > unbrokenMax ? '[overflow-wrap:anywhere]' : 'whitespace-nowrap';
  return <code className={`rounded-sm bg-sunken px-1 py-px ring-1 ring-line ring-inset ${wraps}`}>{children}</code>;
}

const components: Components = {
  h2: ({ node, children }) => (
    <DocsHeading level={2} id={headingId(textOf(node))}>
      {children}
    </DocsHeading>
  ),
  h3: ({ node, children }) => (
    <DocsHeading level={3} id={headingId(textOf(node))}>
      {children}
    </DocsHeading>
  ),
  p: ({ children }) => <p className="my-3 text-pretty">{children}</p>,
  ul: ({ children }) => <ul className="my-3 grid list-disc gap-1.5 pl-5 marker:text-faint">{children}</ul>,
  ol: ({ children }) => <ol className="my-3 grid list-decimal gap-1.5 pl-5 marker:text-quiet">{children}</ol>,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  a: ({ href = '', children }) => <DocsLink href={href}>{children}</DocsLink>,
  code: InlineCode,
  pre: Fence,
  table: DocsTable,
  th: ({ children }) => <th className="px-3 py-2 font-medium first:pl-0 last:pr-0">{children}</th>,
  td: ({ children }) => <td className="px-3 py-2 align-top first:pl-0 last:pr-0">{children}</td>,
};

/** Text in Markdown as a page of the documentation shows it. Rendered by the server alone. */
export function DocsMarkdown({ children }: { readonly children: string }) {
  return (
    <Markdown remarkPlugins={[remarkGfm]} components={components}>
      {children}
    </Markdown>
  );
}
