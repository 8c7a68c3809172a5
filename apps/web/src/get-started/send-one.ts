/** Makes a call to the sandbox as the playground does and reads it to its end. Gives undefined, or why it failed in words. */
export async function sendOne(organization: string, projectId: string): Promise<string | undefined> {
  const request = { model: 'sandbox/fast', messages: [{ role: 'user', content: 'What does a weir do?' }] };
  try {
    const answer = await fetch(`/api/playground/${organization}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-weir-client': 'web' },
      body: JSON.stringify({ projectId, request }),
    });
    // Leaving before the end would cancel the call.
    const text = await answer.text();
    return answer.ok ? undefined : wordsOf(text);
  } catch {
    return 'This instance does not answer. Check the connection and try again.';
  }
}

function wordsOf(text: string): string {
  const fallback = 'The gateway refused the call. The log of this instance says why.';
  try {
    const body: unknown = JSON.parse(text);
    const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
    const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : undefined;
    return typeof message === 'string' && message !== '' ? message : fallback;
  } catch {
    return fallback;
  }
}
