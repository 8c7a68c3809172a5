import { parseEnv } from '@weir/runtime/env';
import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string(),
  WEIR_GATEWAY_URL: z.url().default('http://127.0.0.1:4000'),
  WEIR_PUBLIC_URL: z.url().optional(),
  WEIR_HOME: z.string().optional(),
  WEIR_MASTER_KEY: z.string().optional(),
  /** CIDR list: private networks that provider keys may point at. */
  WEIR_PRIVATE_UPSTREAMS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== '')),
  WEIR_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
});

export type WebEnv = z.output<typeof schema>;

/** The environment of this process. Throws EnvError. Read when needed, because a build has none of it. */
export function readEnv(): WebEnv {
  return parseEnv(schema, process.env);
}
