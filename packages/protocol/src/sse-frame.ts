/** One server-sent event: its name, where it has one, and its data lines joined. */
export type SseFrame = { readonly event: string | undefined; readonly data: string };

/** The value of a `field: value` line: what follows the colon, without the one space that may lead it. */
function valueAt(line: string, colon: number): string {
  return line.slice(line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1);
}

/** Reads the text of one frame, lines ended by \n; undefined where it has no data (comments, bare event names). */
export function parseFrame(text: string): SseFrame | undefined {
  if (text.startsWith('data: ') && !text.includes('\n')) return { event: undefined, data: text.slice(6) };
  let event: string | undefined;
  let data: string | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('data:')) data = data === undefined ? valueAt(line, 4) : `${data}\n${valueAt(line, 4)}`;
    else if (line.startsWith('event:')) event = valueAt(line, 5);
    else if (line === 'data') data = data === undefined ? '' : `${data}\n`;
  }
  return data === undefined ? undefined : { event: event === '' ? undefined : event, data };
}

/** The text of one server-sent event; `data` without line breaks. */
export function sseText(event: string | undefined, data: string): string {
  return event === undefined ? `data: ${data}\n\n` : `event: ${event}\ndata: ${data}\n\n`;
}
