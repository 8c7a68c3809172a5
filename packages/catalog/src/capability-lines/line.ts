import type { MatchLogic } from '@pydantic/genai-prices';
import type { Capabilities } from '../capability.ts';

/** What the package's models.dev data does not say, or has wrong, of the models that `match` covers. */
export type CapabilityLine = {
  readonly match: MatchLogic;
  /** The page that states it, and the day it was read. */
  readonly source: string;
  readonly readOn: string;
  readonly capabilities: Capabilities;
};

/** The public catalogue, of which the package holds an older copy. */
export const modelsDev = 'https://models.dev';

/** A line for the names that a regular expression covers, read on the day when these lines were written. */
export function lineFor(regex: string, source: string, capabilities: Capabilities): CapabilityLine {
  return { match: { regex }, source, readOn: '2026-11-28', capabilities };
}
