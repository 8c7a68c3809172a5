import type { ChatRequest } from '../../canonical/chat-request.ts';
import type { EncodeTarget, Losses } from '../../canonical/losses.ts';
import type { JsonObject } from '../../json-read.ts';
import type { ChatQuirks } from './chat-quirks.ts';
import type { ToolCallIds } from './tool-call-ids.ts';

/** What the writing of a request depends on. */
export type Encoding = {
  readonly request: ChatRequest;
  readonly target: EncodeTarget;
  readonly quirks: ChatQuirks;
  readonly losses: Losses;
  readonly ids: ToolCallIds;
  /** The request was asked for in this dialect: its natives go back. */
  readonly isOwn: boolean;
};

/** Native fields that go back as they were; another dialect's are lost, and said so. */
export function nativesOf({ isOwn, losses }: Encoding, native: JsonObject | undefined): JsonObject {
  if (isOwn) return native ?? {};
  losses.foreign(native);
  return {};
}
