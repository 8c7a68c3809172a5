export type Heading = { readonly level: 2 | 3; readonly text: string; readonly id: string };

/** Markdown of a heading as plain words. */
function plain(markdown: string): string {
  return markdown.replace(/`|\*\*/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

/** The anchor of a heading: its words in lower case, joined by hyphens. */
export function headingId(text: string): string {
  return plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** The headings of a page below its title, in their order. */
export function headingsOf(markdown: string): readonly Heading[] {
  const withoutCode = markdown.replace(/^```[\s\S]*?^```$/gm, '');
  return [...withoutCode.matchAll(/^(##|###) (.+)$/gm)].map(([, marks = '', text = '']) => {
    return { level: marks === '##' ? 2 : 3, text: plain(text), id: headingId(text) };
  });
}
