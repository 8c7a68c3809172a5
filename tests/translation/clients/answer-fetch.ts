/** A `fetch` that answers every request with these bytes; nothing goes over a network. */
export function answerFetch(text: string, form: 'whole' | 'streamed'): typeof fetch {
  const type = form === 'streamed' ? 'text/event-stream' : 'application/json';
  return async () => new Response(text, { status: 200, headers: { 'content-type': type } });
}
