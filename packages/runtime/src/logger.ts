import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/** Fields that may carry a credential: their values are replaced wherever they stand up to three levels deep. */
const secretFields = [
  'authorization',
  '["x-api-key"]',
  '["x-goog-api-key"]',
  'cookie',
  'secret',
  'password',
  'apiKey',
  'masterKey',
  'token',
];

const redactPaths = secretFields.flatMap((field) => {
  const dotted = field.startsWith('[') ? field : `.${field}`;
  return [field, `*${dotted}`, `*.*${dotted}`];
});

/** Key forms of Weir and of vendors: text that looks like one never reaches a log, wherever it comes from. */
const secretShapes = /\b(weir_(?:gk|mt|ip)_[\w.-]{8})[\w.-]+|\b(sk-[A-Za-z0-9_-]{4})[A-Za-z0-9_-]{8,}/g;

/** `text` with everything that has the shape of a credential cut to its first characters. */
export function redactSecrets(text: string): string {
  return text.replace(secretShapes, (_, own: string | undefined, vendor: string | undefined) => `${own ?? vendor}***`);
}

/** JSON lines on stdout (or `destination`), one per event, with secrets redacted by field and by shape. */
export function createLogger(options: { name: string; level?: string; destination?: DestinationStream }): Logger {
  const settings = {
    name: options.name,
    level: options.level ?? 'info',
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: redactPaths, censor: '***' },
    hooks: { streamWrite: redactSecrets },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}
