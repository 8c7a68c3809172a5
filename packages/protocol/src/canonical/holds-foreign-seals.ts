import { madeReasoning } from '../dialects/responses/made-reasoning.ts';
import type { Operation } from '../operation.ts';
import { signatureMark } from './signature.ts';

const ofMessages = [signatureMark, '"signature":""', '"signature": ""'];

/** The dialects whose clients hand seals back. In Messages a thought that nobody sealed has an empty one, in Responses a name of ours. */
const marks: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  messages: ofMessages,
  count_tokens: ofMessages,
  responses: [signatureMark, `"${madeReasoning}`],
  generate_content: [signatureMark],
  gemini_count_tokens: [signatureMark],
};

/**
 * True where a request's conversation holds reasoning of another vendor, as our own answers carried it: wrapped seals,
 * or thoughts that nobody sealed. The dialect's vendor refuses both, so such a request cannot be passed through as it
 * is; written anew by its dialect it goes without them. A text that only looks so does no harm: it is written anew too.
 */
export function holdsForeignSeals(operation: Operation, body: Buffer): boolean {
  return marks[operation]?.some((mark) => body.includes(mark, 0, 'latin1')) ?? false;
}
