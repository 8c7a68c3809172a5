import { ServiceError } from '@weir/services/service-error';
import { problem } from '../rest/problem.ts';
import { refusalStatuses } from './refusal-status.ts';

/** A refusal in words, for route handlers beside tRPC. */
export function refused(status: number, detail: string): Response {
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return new Response(JSON.stringify(problem(status, detail)), { status, headers });
}

/** What `answer` gives, or its refusal. */
export async function answerOrRefusal(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return refused(refusalStatuses[error.code], error.message);
  }
}
