import '../client/no-eval.ts';
import { object, string } from 'zod/mini';
import { withChunk } from './answer-chunk.ts';
import { type Answer, type AnswerError, noAnswerYet } from './conversation.ts';
import { bytesOf, eventData } from './event-stream.ts';
import type { ChatRequest } from './to-request.ts';

export type Asked = {
  /** The slug of the organization. */
  readonly organization: string;
  readonly projectId: string;
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  /** Told of the answer as it grows. */
  readonly onProgress: (answer: Answer) => void;
};

const refusal = object({ error: object({ code: string(), message: string() }) });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function errorOf(response: Response): Promise<AnswerError> {
  const read = refusal.safeParse(json(await response.text()));
  if (read.success) return read.data.error;
  return { code: `http_${response.status}`, message: `This instance answered with ${response.status} and no reason.` };
}

const failed = (answer: Answer, code: string, message: string): Answer => {
  return { ...answer, state: 'failed', error: { code, message } };
};

async function read(body: ReadableStream<Uint8Array>, begun: Answer, { onProgress }: Asked): Promise<Answer> {
  let answer = begun;
  for await (const data of eventData(bytesOf(body))) {
    if (data === '[DONE]') return { ...answer, state: 'done' };
    answer = withChunk(answer, json(data));
    if (answer.state === 'failed') return answer;
    onProgress(answer);
  }
  // Only the end marker tells an answer that is whole from one that was cut.
  return failed(answer, 'upstream_truncated', 'The answer broke off before its end.');
}

/** One call through the gateway, to its end. Never rejects: what went wrong is part of the answer. */
export async function ask(asked: Asked): Promise<Answer> {
  const { organization, projectId, request, signal } = asked;
  let answer = noAnswerYet;
  const progress = (next: Answer) => {
    answer = next;
    asked.onProgress(next);
  };
  try {
    const response = await fetch(`/api/playground/${organization}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-weir-client': 'web' },
      body: JSON.stringify({ projectId, request }),
      signal,
    });
    const callId = response.headers.get('x-weir-call-id');
    const dropped = response.headers.get('x-weir-dropped');
    answer = { ...answer, ...(callId === null ? {} : { callId }), ...(dropped === null ? {} : { dropped }) };
    if (!response.ok || response.body === null) return { ...answer, state: 'failed', error: await errorOf(response) };
    return await read(response.body, answer, { ...asked, onProgress: progress });
  } catch {
    if (signal.aborted) return { ...answer, state: 'stopped' };
    return failed(answer, 'unreachable', 'This instance does not answer. Check the connection and try again.');
  }
}
