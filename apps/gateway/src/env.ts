import { parseEnv } from '@weir/runtime/env';
import { z } from 'zod';

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])));

const positive = (what: string) => z.coerce.number({ error: what }).int(what).positive(what);

const schema = z
  .object({
    DATABASE_URL: z.string({ error: 'is missing: set the URL of the PostgreSQL database' }),
    REDIS_URL: z.string().optional(),
    WEIR_HOME: z.string().optional(),
    WEIR_MASTER_KEY: z.string().optional(),
    WEIR_HOST: z.string().default('127.0.0.1'),
    WEIR_GATEWAY_PORT: z.coerce.number().int().min(0).max(65_535).default(4_000),
    /** Names this process's spool; each gateway that shares WEIR_HOME needs its own. */
    WEIR_GATEWAY_INSTANCE: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'takes lower-case letters, digits and hyphens')
      .default('0'),
    /** How many gateways serve this installation. */
    WEIR_GATEWAY_COUNT: positive('takes a whole number from 1').default(1),
    WEIR_PRIVATE_UPSTREAMS: list,
    WEIR_CORS_ORIGINS: list,
    WEIR_BODY_LIMIT_MB: positive('takes a whole number of megabytes').default(32),
    WEIR_OPEN_CALLS_MAX: positive('takes a whole number of calls').default(10_000),
    WEIR_SPOOL_LIMIT_MB: positive('takes a whole number of megabytes').default(10_240),
    /** A file of the spool is left for the next once it is larger. */
    WEIR_SPOOL_SEGMENT_KB: positive('takes a whole number of kilobytes').default(8_192),
    WEIR_DRAIN_SECONDS: positive('takes a whole number of seconds').default(600),
    WEIR_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .refine((env) => env.WEIR_GATEWAY_COUNT === 1 || env.REDIS_URL !== undefined, {
    path: ['REDIS_URL'],
    error: 'is missing: more than one gateway (WEIR_GATEWAY_COUNT) needs a Redis they share',
  });

export type GatewayEnv = z.output<typeof schema>;

/** The environment of the gateway. Throws EnvError. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): GatewayEnv {
  return parseEnv(schema, source);
}
