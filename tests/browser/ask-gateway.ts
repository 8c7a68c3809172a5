/** A chat call with a gateway key, as any client makes it. */
export type Asking = { readonly url: string; readonly key: string; readonly model: string; readonly text?: string };

/** Makes the call; the body is read to its end. */
export async function askGateway({ url, key, model, text = 'What does a weir do?' }: Asking): Promise<number> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: text }] }),
  });
  await response.text();
  return response.status;
}
