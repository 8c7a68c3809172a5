import { parseEnv } from '@weir/runtime/env';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

const schema = z.object({
  /** Its own default, so that what one works on stays apart from what `npm start` runs. */
  WEIR_HOME: z.string().optional(),
  /** Others are taken where these are in use. */
  WEIR_WEB_PORT: port.default(3_000),
  WEIR_GATEWAY_PORT: port.default(4_000),
  /** How many calls the demo organization is given. */
  WEIR_DEV_CALLS: z.coerce.number().int().nonnegative().default(6_000),
});

/** The environment of `pnpm dev`. Throws EnvError. */
export function readEnv() {
  return parseEnv(schema, process.env);
}

/** All that was set, for the parts to read what is theirs. */
export function everythingSet(): Record<string, string> {
  const given = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(given);
}
