import type { Heading } from './headings.ts';

/** The headings of a page, beside it where there is room. */
export function OnThisPage({ headings }: { readonly headings: readonly Heading[] }) {
  if (headings.length < 2) return null;
  return (
    <nav aria-label="On this page" className="hidden xl:block">
      <div className="sticky top-20 max-h-[calc(100dvh-96px)] overflow-y-auto pb-6">
        <p className="mb-2 text-xs font-medium text-quiet">On this page</p>
        <ul className="grid gap-0.5 border-l border-line">
          {headings.map(({ id, text, level }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className={`block py-0.5 text-sm text-quiet [overflow-wrap:anywhere] hover:text-text focus-visible:outline-offset-[-2px] ${level === 2 ? 'pl-3' : 'pl-6 text-xs'}`}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
