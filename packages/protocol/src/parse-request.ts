import { z } from 'zod';
import { WeirError } from './errors.ts';
import { jsonErrorPosition } from './json-position.ts';
import { depthMax, fieldsMax, type Span, scanTopLevel } from './json-spans.ts';
import type { Operation } from './operation.ts';

/** A client's request: its bytes as they came, and what the gateway reads off them. */
export type ParsedRequest = {
  readonly operation: Operation;
  readonly body: Buffer;
  /** As the client wrote it. */
  readonly model: string;
  /** Byte span of the `model` value in `body`, quotes included; absent where the path names the model. */
  readonly modelSpan?: Span;
  readonly streaming: boolean;
  /** Byte span of the `stream_options` value, where there is one. */
  readonly streamOptionsSpan?: Span;
  /** The client's `stream_options.include_usage`. */
  readonly includesUsage: boolean;
  /** Who the client says its user is, cut to 256 characters: `safety_identifier` or `user`, Anthropic's `metadata.user_id`. */
  readonly endUser?: string;
  /** The content type to be sent on, where the body is a form and no JSON; `modelSpan` is then the bare value. */
  readonly formType?: string;
};

/** What a request says outside its body: Gemini names the model, and whether to stream, in the path. */
export type PathFacts = { readonly model: string; readonly streaming: boolean };

/** The keys whose values decide what the gateway does: two values of one would be read differently by different readers. */
const decisiveKeys: ReadonlySet<string> = new Set(['model', 'stream', 'stream_options', 'models', 'provider']);

/** Names go into the ledger, the decision and headers: far above any vendor's, far below what a record can hold. */
const modelCharactersMax = 512;
const endUserCharactersMax = 256;

/** Only what the gateway reads is checked; the rest is between the client and the upstream. */
const decisive = z.object({
  model: z
    .string({ error: 'must be a string' })
    .min(1, { error: 'must not be empty' })
    .max(modelCharactersMax, { error: `must have at most ${modelCharactersMax} characters` }),
  stream: z.boolean({ error: 'must be true or false' }).nullish(),
  stream_options: z
    .object({ include_usage: z.boolean({ error: 'must be true or false' }).nullish() }, { error: 'must be an object' })
    .nullish(),
});
const implying = decisive.extend({ model: decisive.shape.model.optional() });
type Decisive = z.infer<typeof decisive>;

const endUserFields = z.object({
  user: z.string().optional().catch(undefined),
  safety_identifier: z.string().optional().catch(undefined),
  metadata: z.object({ user_id: z.string() }).optional().catch(undefined),
});

/** Operations whose answer can be a stream. */
const streamable: ReadonlySet<Operation> = new Set([
  'chat',
  'responses',
  'messages',
  'completions',
  'images',
  'image_edits',
  'transcription',
]);

/** Endpoints that do without a model, and the one that they then mean (https://platform.openai.com/docs/api-reference/moderations/create). */
const impliedModels: Readonly<Partial<Record<Operation, string>>> = { moderations: 'omni-moderation-latest' };

/** The JSON document in `body`. Throws invalid_json with the position at fault. */
export function parseJson(body: Buffer): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const position = jsonErrorPosition(text);
    const where =
      position === text.length ? `ends too early, at position ${position}` : `is wrong at position ${position}`;
    throw new WeirError('invalid_json', `The request body is not valid JSON: it ${where}.`, { cause });
  }
}

function readDecisive(operation: Operation, document: unknown): Decisive {
  const implied = impliedModels[operation];
  const result = (implied === undefined ? decisive : implying).safeParse(document);
  if (result.success) return { ...result.data, model: result.data.model ?? implied ?? '' };
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  if (field === '') throw new WeirError('invalid_request', 'The request body must be a JSON object.');
  throw new WeirError('invalid_request', `${field} ${issue?.message ?? 'is not valid'}.`, { field });
}

/** Before the full parse, which would take seconds for what is refused here. */
function readSpans(body: Buffer): Map<string, Span> | undefined {
  return scanTopLevel(body, {
    onRepeat(key) {
      if (!decisiveKeys.has(key)) return;
      throw new WeirError('duplicate_key', `${key} stands more than once in the request body.`, { field: key });
    },
    onExcess(what) {
      const excess = what === 'fields' ? `has more than ${fieldsMax} fields` : `is nested deeper than ${depthMax}`;
      throw new WeirError('invalid_request', `The request body ${excess}.`);
    },
  });
}

function readEndUser(operation: Operation, document: unknown): string | undefined {
  const { data } = endUserFields.safeParse(document);
  const said = operation === 'messages' ? data?.metadata?.user_id : (data?.safety_identifier ?? data?.user);
  return said?.slice(0, endUserCharactersMax);
}

/** A request and the document that it was read off, which is of use only while its way is chosen. */
export type ReadRequest = { readonly request: ParsedRequest; readonly document: unknown };

/** A request whose path says what decides: the body must be an object and is otherwise the upstream's matter. */
function readByPath(operation: Operation, body: Buffer, { model, streaming }: PathFacts): ReadRequest {
  readSpans(body);
  const document = parseJson(body);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new WeirError('invalid_request', 'The request body must be a JSON object.');
  }
  if (model.length > modelCharactersMax) {
    throw new WeirError('invalid_request', `model must have at most ${modelCharactersMax} characters.`, {
      field: 'model',
    });
  }
  return { request: { operation, body, model, streaming, includesUsage: false }, document };
}

/**
 * Reads what the gateway needs off a request and keeps its bytes. Throws a WeirError that names the field:
 * invalid_json, duplicate_key (for the keys that decide), invalid_request.
 */
export function readRequest(operation: Operation, body: Buffer, path?: PathFacts): ReadRequest {
  if (path !== undefined) return readByPath(operation, body, path);
  const spans = readSpans(body);
  const document = parseJson(body);
  const { model, stream, stream_options } = readDecisive(operation, document);
  const modelSpan = spans?.get('model');
  if (modelSpan === undefined && impliedModels[operation] === undefined) {
    throw new WeirError('invalid_request', 'model is missing.', { field: 'model' });
  }
  const streamOptionsSpan = spans?.get('stream_options');
  const endUser = readEndUser(operation, document);
  const request = {
    operation,
    body,
    model,
    ...(modelSpan === undefined ? {} : { modelSpan }),
    streaming: stream === true && streamable.has(operation),
    includesUsage: stream_options?.include_usage === true,
    ...(streamOptionsSpan === undefined ? {} : { streamOptionsSpan }),
    ...(endUser === undefined ? {} : { endUser }),
  };
  return { request, document };
}

/** The request alone; throws as `readRequest` does. */
export function parseRequest(operation: Operation, body: Buffer, path?: PathFacts): ParsedRequest {
  return readRequest(operation, body, path).request;
}
