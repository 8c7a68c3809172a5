import type { ChatRequest } from './chat-request.ts';
import { fieldOf } from './features.ts';
import type { Losses } from './losses.ts';

/** OpenAI's API refuses longer names of users; Claude Code's are. */
const userCharactersMax = 64;
const keptCharacters = 47;

/** FNV-1a of 64 bits, in hexadecimal: tells users apart, hides nothing. */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/**
 * The end user as OpenAI's two dialects take it from a client of another: a name that is too long is cut, declared, and
 * ends in a digest of all of it, so that users whose names begin alike stay apart.
 */
export function openaiUser({ user, dialect }: ChatRequest, losses: Losses, isOwn: boolean): string | undefined {
  if (user === undefined || isOwn || user.length <= userCharactersMax) return user;
  losses.drop(fieldOf('user', dialect));
  return `${user.slice(0, keptCharacters)}-${digest(user)}`;
}
