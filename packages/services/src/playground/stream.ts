import { EgressFailure } from '@weir/egress/egress-failure';
import type { StreamAnswer } from '@weir/egress/fetch-stream';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import { idField } from '../fields.ts';
import { gatewayErrorOf } from '../gateway/gateway-error.ts';
import { invalidInput, refuseNested } from '../parse-input.ts';
import { authorize } from '../permissions.ts';
import { requireActive } from '../projects/require-active.ts';
import { notFound, ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { read } from '../write.ts';
import { type ChatRequest, chatRequest } from './chat-request.ts';

const playgroundInput = z.strictObject({ projectId: idField, request: chatRequest });

/** What is asked, as it came; it is judged here. */
export type PlaygroundInput = {
  readonly projectId: unknown;
  /** A chat completion in OpenAI's dialect. */
  readonly request: unknown;
  /** Ends the call at once. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * What came of a call: where it went well, a chat completion's event stream; else an error in OpenAI's shape. Leaving
 * `body` early ends the call.
 */
export type PlaygroundAnswer = {
  readonly status: number;
  /** `content-type`, and those of the gateway's own that tell of the call: `x-weir-call-id` above all. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer>;
};

const errorBytesMax = 64 * 1024;
const told = ['x-weir-call-id', 'x-weir-provider', 'x-weir-model', 'x-weir-dropped', 'retry-after'];

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error);
}

function streamed(request: ChatRequest) {
  return { ...request, stream: true, stream_options: { include_usage: true } };
}

/** The body of an error as text; what is longer than any error is cut. */
async function errorText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > errorBytesMax) break;
  }
  return Buffer.concat(chunks).toString();
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* errorBody(answer: StreamAnswer): AsyncIterable<Buffer> {
  const error = gatewayErrorOf({ ...answer, body: json(await errorText(answer.body)) });
  const { code, message } = error ?? { code: `http_${answer.status}`, message: '' };
  yield Buffer.from(JSON.stringify({ error: { message, type: code, param: null, code } }));
}

function toAnswer(answer: StreamAnswer): PlaygroundAnswer {
  const { status, headers, body } = answer;
  const kept = Object.fromEntries(told.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
  if (status < 200 || status > 299) {
    return { status, headers: { ...kept, 'content-type': 'application/json' }, body: errorBody(answer) };
  }
  return { status, headers: { ...kept, 'content-type': 'text/event-stream; charset=utf-8' }, body };
}

/** The version of the project's configuration that the call needs at the least. */
async function versionOf(services: Services, actor: Actor, projectId: string): Promise<number> {
  const own = read({ services, actor });
  await requireActive(own, projectId);
  const config = await own.projectConfigs.get(projectId);
  if (config === undefined) throw notFound('project');
  return config.version;
}

/**
 * Makes a call for a member of the organization, through the gateway like any other: limited, spooled and billed, its
 * ledger line with the member and without a key. The answer is streamed, in OpenAI's dialect whatever the model speaks.
 * Throws ServiceError; a call that the gateway refused is an answer.
 */
export async function streamPlayground(
  services: Services,
  actor: Actor,
  { signal, ...input }: PlaygroundInput,
): Promise<PlaygroundAnswer> {
  authorize(actor, 'playground.use');
  const { memberId, organizationId } = actor;
  if (memberId === undefined) throw new ServiceError('forbidden', 'The playground is for members who are signed in.');
  const parsed = parse(playgroundInput, input);
  refuseNested(parsed);
  const { projectId, request } = parsed;
  const minConfigVersion = await versionOf(services, actor, projectId).catch((error: unknown) => {
    throw databaseAway(error);
  });
  const claims = { organizationId, projectId, memberId, purpose: 'playground', minConfigVersion } as const;
  try {
    const body = streamed(request);
    return toAnswer(await services.gateway.stream({ path: '/v1/chat/completions', claims, body, headers: {}, signal }));
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    throw new ServiceError('unavailable', `The gateway cannot be reached: ${error.message}.`, { cause: error });
  }
}
