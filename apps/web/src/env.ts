import { parseEnv } from '@weir/runtime/env';
import { z } from 'zod';

/** Text that is split at commas and spaces. */
const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''));

const schema = z.object({
  DATABASE_URL: z.string(),
  WEIR_GATEWAY_URL: z.url().default('http://127.0.0.1:4000'),
  WEIR_PUBLIC_URL: z.url().optional(),
  WEIR_HOME: z.string().optional(),
  WEIR_HOST: z.string().default('127.0.0.1'),
  WEIR_WEB_PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  WEIR_MASTER_KEY: z.string().optional(),
  /** CIDR list: private networks that provider keys may point at. */
  WEIR_PRIVATE_UPSTREAMS: list,
  /** How clients reach the gateway, where that is another way than ours. */
  WEIR_GATEWAY_PUBLIC_URL: z.url().optional(),
  /** CIDR list: proxies whose word of where a request comes from is believed. */
  WEIR_TRUSTED_PROXIES: list,
  WEIR_SIGN_UP: z.enum(['open', 'invite', 'closed']).default('open'),
  /** Set by `weir start` where Weir brings its own database. */
  WEIR_EMBEDDED: z.stringbool().default(false),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .refine((text) => URL.canParse(text), 'must be a URL')
    .optional(),
  WEIR_MAIL_FROM: z.string().optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** What the sign-in page calls it. */
  OIDC_NAME: z.string().default('Single sign-on'),
  WEIR_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
});

export type WebEnv = z.output<typeof schema>;

/** The environment of this process. Throws EnvError. Read when needed, because a build has none of it. */
export function readEnv(): WebEnv {
  return parseEnv(schema, process.env);
}

/** Where the build is, below apps/web: elsewhere only while several work over one clone. */
export const buildFolder = process.env['NEXT_DIST_DIR'] ?? '.next';

/** True while `next dev` compiles pages as they are asked for; the build leaves nothing of what depends on it. */
export const isDevelopment = process.env.NODE_ENV === 'development';
