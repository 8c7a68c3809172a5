'use client';
import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

const Strong = ({ children }: { readonly children?: ReactNode }) => (
  <p className="mt-3 font-semibold first:mt-0">{children}</p>
);

/** Headings of an answer are none of the page, and nothing is loaded from an address that a model wrote. */
const components: Components = {
  h1: Strong,
  h2: Strong,
  h3: Strong,
  h4: Strong,
  h5: Strong,
  h6: Strong,
  p: ({ children }) => <p className="[overflow-wrap:anywhere]">{children}</p>,
  ul: ({ children }) => <ul className="grid list-disc gap-1 pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="grid list-decimal gap-1 pl-5">{children}</ol>,
  blockquote: ({ children }) => (
    <blockquote className="border-l-2 border-line-strong pl-3 text-quiet">{children}</blockquote>
  ),
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener" className="link">
      {children}
    </a>
  ),
  img: ({ alt, src }) => (
    <span className="text-quiet">{`[image: ${alt ?? ''} ${typeof src === 'string' ? src : ''}]`}</span>
  ),
  input: ({ checked }) => <span aria-hidden="true">{checked === true ? '☑ ' : '☐ '}</span>,
  pre: ({ children }) => (
    <pre className="rounded-md border border-line bg-sunken px-3 py-2 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
      {children}
    </pre>
  ),
  code: ({ children }) => <code className="[overflow-wrap:anywhere]">{children}</code>,
  table: ({ children }) => (
    <table className="border-collapse text-left text-sm [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:py-1 [&_th]:font-medium">
      {children}
    </table>
  ),
};

/** The Markdown that a model wrote. It is text of somebody else: no HTML, no pictures, links only with known protocols. */
export function AnswerMarkdown({ text }: { readonly text: string }) {
  return (
    <div className="grid grid-cols-1 gap-2.5 leading-relaxed">
      <Markdown remarkPlugins={[remarkGfm]} components={components}>
        {text}
      </Markdown>
    </div>
  );
}
