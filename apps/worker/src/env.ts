import { parseEnv } from '@weir/runtime/env';
import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: z.string({ error: 'is missing: set the URL of the PostgreSQL database' }),
  REDIS_URL: z.string().optional(),
  /** Health and metrics, on loopback. */
  WEIR_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(4_002),
  WEIR_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type WorkerEnv = z.output<typeof schema>;

/** The environment of the worker. Throws EnvError. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): WorkerEnv {
  return parseEnv(schema, source);
}
