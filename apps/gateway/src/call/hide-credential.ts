import { WeirError } from '@weir/protocol/errors';
import type { Answer, Outcome } from './outcome.ts';

const removed = '[removed]';

/** A shorter one would be found in words that have nothing to do with it. */
const credentialCharactersMin = 8;

/** `text` without `credential`, whatever an upstream wrapped around it. */
export function withoutCredential(text: string, credential: string): string {
  return credential.length < credentialCharactersMin ? text : text.replaceAll(credential, removed);
}

function cleanBytes(bytes: Buffer, credential: string): Buffer {
  if (credential.length < credentialCharactersMin || !bytes.includes(credential, 0, 'latin1')) return bytes;
  return Buffer.from(bytes.toString('latin1').replaceAll(credential, removed), 'latin1');
}

function cleanError(error: WeirError, credential: string): WeirError {
  const { code, field, cause } = error;
  const message = withoutCredential(error.message, credential);
  return new WeirError(code, message, { cause, ...(field === undefined ? {} : { field }) });
}

function cleanAnswer(answer: Answer, credential: string): Answer {
  switch (answer.kind) {
    case 'whole': {
      const headers = answer.headers.map((text) => withoutCredential(text, credential));
      return { ...answer, headers, body: cleanBytes(answer.body, credential) };
    }
    case 'tail':
      return { ...answer, bytes: cleanBytes(answer.bytes, credential) };
    case 'broken':
    case 'error':
      return { ...answer, error: cleanError(answer.error, credential) };
    case 'gone':
      return answer;
  }
}

/**
 * `outcome` of a failed Attempt without the credential that it was made with: upstreams repeat what they refuse, and
 * neither the client nor the ledger may come to know it. What has gone out before is past help.
 */
export function hideCredential(outcome: Outcome, credential: string): Outcome {
  const { failure, providerRequestId } = outcome;
  return {
    ...outcome,
    ...(failure === undefined
      ? {}
      : { failure: { ...failure, message: withoutCredential(failure.message, credential) } }),
    ...(providerRequestId === undefined ? {} : { providerRequestId: withoutCredential(providerRequestId, credential) }),
    answer: cleanAnswer(outcome.answer, credential),
  };
}
