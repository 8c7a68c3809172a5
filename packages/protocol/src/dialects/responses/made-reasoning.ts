import { signatureMark } from '../../canonical/signature.ts';

/** What begins the ids of reasoning items that another API's answer was written with: no vendor of this one keeps them. */
export const madeReasoning = 'rs_weir';

/**
 * True where a request's conversation holds reasoning of another vendor, as our own answers carried it. OpenAI refuses
 * seals that it did not make and ids that it does not keep, so such a request cannot be passed through as it is;
 * written anew by this dialect it goes without them. A text that only looks so does no harm: it is written anew too.
 */
export function holdsForeignReasoning(body: string): boolean {
  return body.includes(signatureMark) || body.includes(`"${madeReasoning}_`);
}
