import { parseEnv } from '@weir/runtime/env';
import { weirHome } from '@weir/runtime/weir-home';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const url = (...schemes: string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)) && URL.canParse(text), {
    error: `must be a URL that starts with ${schemes.join(':// or ')}://`,
  });

const schema = z.object({
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  REDIS_URL: url('redis', 'rediss').optional(),
  WEIR_HOME: z.string().optional(),
  WEIR_HOST: z.string().default('127.0.0.1'),
  WEIR_WEB_PORT: port(3000),
  WEIR_GATEWAY_PORT: port(4000),
  WEIR_WORKER_PORT: port(4002),
  WEIR_GATEWAY_URL: z.url().optional(),
  WEIR_PUBLIC_URL: z.url().optional(),
  WEIR_MASTER_KEY: z.string().optional(),
  WEIR_PRIVATE_UPSTREAMS: z.string().optional(),
  /** Of the first start; its verb checks them. */
  WEIR_ADMIN_EMAIL: z.string().optional(),
  WEIR_ADMIN_PASSWORD: z.string().optional(),
  WEIR_ADMIN_TOKEN: z.string().optional(),
});

type Source = Readonly<Record<string, string | undefined>>;

export type CliEnv = z.output<typeof schema> & {
  /** The data directory, absolute. */
  readonly home: string;
  /** True where Weir brings its own database. */
  readonly embedded: boolean;
  /** Everything that was set, for the parts to read what is theirs. */
  readonly source: Source;
};

/** The environment of this process. Throws EnvError in one line. */
export function readEnv(source: Source = process.env): CliEnv {
  const env = parseEnv(schema, source);
  return { ...env, home: weirHome(env), embedded: env.DATABASE_URL === undefined, source };
}
