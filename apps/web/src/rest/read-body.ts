import { BodyTooLarge, readLimited } from '../server/read-limited.ts';
import { ProblemError, problem } from './problem.ts';

/** The largest body that the management API reads. */
export const bodyBytesMax = 1024 * 1024;

async function bytesOf(request: Request, bytesMax: number): Promise<Buffer> {
  try {
    return await readLimited(request, bytesMax);
  } catch (error) {
    throw error instanceof BodyTooLarge ? new ProblemError(problem(413, error.message)) : error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object in the body of `request`; an empty body is an empty object. Throws ProblemError (400, 413, 415). */
export async function readBody(request: Request, bytesMax = bodyBytesMax): Promise<Record<string, unknown>> {
  const bytes = await bytesOf(request, bytesMax);
  if (bytes.length === 0) return {};
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new ProblemError(problem(415, 'Send the body as JSON, with content-type application/json.'));
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ProblemError(problem(400, 'The body is not valid JSON.'));
  }
  if (!isRecord(value)) throw new ProblemError(problem(400, 'The body must be a JSON object.'));
  return value;
}
