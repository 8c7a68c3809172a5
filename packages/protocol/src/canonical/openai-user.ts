import type { ChatRequest } from './chat-request.ts';
import { fieldOf } from './features.ts';
import type { Losses } from './losses.ts';

/** OpenAI's API refuses longer names of users; Claude Code's are. */
const userCharactersMax = 64;

/** The end user as OpenAI's two dialects take it from a client of another: cut to what the API accepts, declared. */
export function openaiUser({ user, dialect }: ChatRequest, losses: Losses, isOwn: boolean): string | undefined {
  if (user === undefined || isOwn || user.length <= userCharactersMax) return user;
  losses.drop(fieldOf('user', dialect));
  return user.slice(0, userCharactersMax);
}
