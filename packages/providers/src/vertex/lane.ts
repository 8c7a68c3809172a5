import { asObject, type JsonObject, parseObject } from '@weir/protocol/json-read';
import { scanTopLevel } from '@weir/protocol/json-spans';
import { generateMethod } from '../gemini/lane.ts';
import type { PassThroughRequest, ProviderTarget } from '../provider.ts';
import type { Lane } from '../shared/to-http.ts';
import { claudeCountPath, methodPath, openPath, rawMethod } from './paths.ts';
import { publishedBy } from './publisher.ts';

/** https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai */
export const claudeVersion = 'vertex-2023-10-16';

const versionField = 'anthropic_version';

function bytesOf(body: JsonObject): Buffer {
  return Buffer.from(JSON.stringify(body));
}

/** The version in the place of the model, which the path names; everything else stays byte for byte. */
function claudeBody({ body, modelSpan }: PassThroughRequest): Buffer | undefined {
  const key = modelSpan === undefined ? -1 : body.lastIndexOf('"model"', modelSpan[0]);
  const isPlain = key !== -1 && body.toString('utf8', key + 7, modelSpan?.[0]).trim() === ':';
  if (modelSpan !== undefined && isPlain && scanTopLevel(body)?.has(versionField) !== true) {
    const field = Buffer.from(`"${versionField}":"${claudeVersion}"`);
    return Buffer.concat([body.subarray(0, key), field, body.subarray(modelSpan[1])]);
  }
  const parsed = parseObject(body.toString());
  if (parsed === undefined) return undefined;
  const { model, ...rest } = parsed;
  return bytesOf({ [versionField]: claudeVersion, ...rest });
}

/** Vertex knows no model in the body, and counts what the Gemini API wraps. */
function googleBody({ body }: PassThroughRequest): Buffer | undefined {
  const spans = scanTopLevel(body);
  if (spans?.has('model') !== true && spans?.has('generateContentRequest') !== true) return undefined;
  const { model, generateContentRequest, ...rest } = parseObject(body.toString()) ?? {};
  const { model: inner, ...wrapped } = asObject(generateContentRequest) ?? {};
  return bytesOf({ ...rest, ...wrapped });
}

/** Claude's token count names its model in the body, by the bare name. */
function countBody(request: PassThroughRequest, { model }: ProviderTarget): Buffer | undefined {
  const parsed = parseObject(request.body.toString());
  return parsed === undefined ? undefined : bytesOf({ ...parsed, model: publishedBy(model).name });
}

/** Each maker's models in the language that they are spoken to in. */
export const vertexLane: Lane = {
  paths: {
    generate_content: ({ streaming }, target) => methodPath(target, generateMethod(streaming)),
    gemini_count_tokens: (_, target) => methodPath(target, 'countTokens'),
    messages: ({ streaming }, target) => methodPath(target, rawMethod(streaming)),
    count_tokens: (_, target) => claudeCountPath(target),
    chat: (_, target) => openPath(target),
  },
  headers: { 'content-type': 'application/json' },
  asksForUsage: ({ operation }) => operation === 'chat',
  bodyOf(request, target) {
    switch (request.operation) {
      case 'messages':
        return claudeBody(request);
      case 'count_tokens':
        return countBody(request, target);
      case 'generate_content':
      case 'gemini_count_tokens':
        return googleBody(request);
      default:
        return undefined;
    }
  },
};
