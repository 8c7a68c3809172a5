const marker = 'weir-mail: ';

type Mail = { readonly to?: unknown; readonly subject?: unknown; readonly text?: unknown };

/** Everything that a terminal would act on, but for the ends of lines. */
const controls = /[^\P{Cc}\n]/gu;

/** The mail that a line of a part holds, as a person reads it; undefined for every other line. */
export function mailText(line: string): string | undefined {
  if (!line.startsWith(marker)) return undefined;
  try {
    const { to, subject, text }: Mail = JSON.parse(line.slice(marker.length));
    const body = String(text).trim().split('\n').join('\n  ');
    const shown = `a mail, shown here as no mail server is configured (SMTP_URL)\n\n  To: ${to}\n  Subject: ${subject}\n\n  ${body}\n`;
    return shown.replace(controls, '');
  } catch {
    return undefined;
  }
}
