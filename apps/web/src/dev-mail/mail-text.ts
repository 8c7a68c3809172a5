export type MailPart = { readonly text: string; readonly href?: string };

const address = /https?:\/\/[^\s<>"']+/g;

/** The path of `url` when it is one of this instance's own pages. */
function ownPath(url: string, origin: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed?.origin === origin ? `${parsed.pathname}${parsed.search}` : undefined;
}

/** The text of a mail in parts, of which those that lead to pages of `origin` are links. No other address is one. */
export function mailParts(text: string, origin: string): readonly MailPart[] {
  const parts: MailPart[] = [];
  let end = 0;
  for (const found of text.matchAll(address)) {
    const url = found[0].replace(/[.,;:!?)]+$/, '');
    const href = ownPath(url, origin);
    if (href === undefined) continue;
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    parts.push({ text: url, href });
    end = found.index + url.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
