import type { MatchLogic } from '@pydantic/genai-prices';
import type { Capabilities } from '../capability.ts';

/** What models.dev does not say, or has wrong, of the models that `match` covers. */
export type CapabilityLine = {
  readonly match: MatchLogic;
  /** The page that states it, and the day it was read. */
  readonly source: string;
  readonly readOn: string;
  readonly capabilities: Capabilities;
};
