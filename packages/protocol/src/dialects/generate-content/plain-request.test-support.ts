import { asObject, type JsonObject, listAt, objectAt } from '../../json-read.ts';

/*
 * For tests: what of a request's spelling means nothing. Written for itself, so that it does not repeat the reader's
 * mistakes.
 */

/** Objects whose keys are the client's own, and settings that are passed on as they are. */
const opaque: ReadonlySet<string> = new Set([
  'args',
  'response',
  'parameters',
  'responseSchema',
  'responseJsonSchema',
  'parametersJsonSchema',
  'labels',
]);
const lists: ReadonlySet<string> = new Set(['contents', 'parts']);

function camel(key: string): string {
  return key.replace(/([a-z0-9])_([a-z0-9])/g, (_match, before: string, after: string) => before + after.toUpperCase());
}

/** Names in camelCase, nulls left out, one where many are expected as a list. */
function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  const object = asObject(value);
  if (object === undefined) return value;
  const entries = Object.entries(object).flatMap(([written, inner]): [string, unknown][] => {
    const key = camel(written);
    if (inner === null) return [];
    const made = opaque.has(key) ? inner : spelled(inner);
    return [[key, lists.has(key) && !Array.isArray(made) ? [made] : made]];
  });
  return Object.fromEntries(entries);
}

function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** Without fields that hold nothing. */
function filled(object: JsonObject): JsonObject {
  const isEmpty = (value: unknown): boolean => typeof value === 'object' && Object.keys(value ?? {}).length === 0;
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && !isEmpty(value)));
}

function plainPart(value: unknown): unknown {
  const part = asObject(value) ?? {};
  const call = objectAt(part, 'functionCall');
  const result = objectAt(part, 'functionResponse');
  const args = call === undefined || call['partialArgs'] !== undefined ? {} : { args: {} };
  return {
    ...(part['thought'] === false ? without(part, 'thought') : part),
    ...(call === undefined ? {} : { functionCall: { ...args, ...call } }),
    ...(result === undefined ? {} : { functionResponse: { response: {}, ...result } }),
  };
}

function plainContent(value: unknown): JsonObject {
  const content = asObject(value) ?? {};
  const role = content['role'] === 'model' ? 'model' : 'user';
  return { ...content, role, parts: listAt(content, 'parts').map(plainPart) };
}

function isModel(content: JsonObject | undefined): boolean {
  const parts = listAt(content, 'parts');
  const onlyResults = parts.length > 0 && parts.every((part) => asObject(part)?.['functionResponse'] !== undefined);
  return content?.['role'] === 'model' && !onlyResults;
}

/** Texts and thoughts without a seal that follow each other. */
function joinParts(parts: readonly unknown[]): readonly unknown[] {
  const whole: JsonObject[] = [];
  for (const value of parts) {
    const part = asObject(value) ?? {};
    const last = whole.at(-1);
    const plain = (one: JsonObject): boolean => Object.keys(one).every((key) => key === 'text' || key === 'thought');
    const alike = last !== undefined && plain(last) && plain(part) && last['thought'] === part['thought'];
    if (alike) whole[whole.length - 1] = { ...last, text: `${last['text']}${part['text']}` };
    else whole.push(part);
  }
  return whole;
}

/** What the model says in several messages on end is one answer. */
function joinContents(contents: readonly JsonObject[]): readonly JsonObject[] {
  const whole: JsonObject[] = [];
  for (const content of contents) {
    const last = whole.at(-1);
    if (isModel(last) && isModel(content)) {
      whole[whole.length - 1] = { ...last, parts: [...listAt(last, 'parts'), ...listAt(content, 'parts')] };
    } else whole.push(content);
  }
  return whole.map((one) => (isModel(one) ? { ...one, parts: joinParts(listAt(one, 'parts')) } : one));
}

function plainTools(tools: readonly unknown[]): unknown {
  const functions = tools.flatMap((tool) => listAt(asObject(tool), 'functionDeclarations'));
  const others = tools.flatMap((tool) =>
    Object.entries(asObject(tool) ?? {}).flatMap(([key, value]) =>
      key === 'functionDeclarations' ? [] : [{ [key]: value }],
    ),
  );
  return [...(functions.length > 0 ? [{ functionDeclarations: functions }] : []), ...others];
}

function plainConfig(config: JsonObject): JsonObject {
  const thinking = objectAt(config, 'thinkingConfig');
  const level = thinking?.['thinkingLevel'];
  const lowered = typeof level === 'string' ? { ...thinking, thinkingLevel: level.toLowerCase() } : thinking;
  return filled({ ...config, ...(lowered === undefined ? {} : { thinkingConfig: lowered }) });
}

/** The request as every spelling of it reads: the model stands in the path, roles are `user` and `model`. */
export function plainRequest(body: JsonObject): JsonObject {
  const request = asObject(spelled(body)) ?? {};
  const system = objectAt(request, 'systemInstruction');
  return filled({
    ...without(request, 'model'),
    contents: joinContents(listAt(request, 'contents').map(plainContent)),
    systemInstruction: system === undefined ? undefined : { parts: listAt(system, 'parts').map(plainPart) },
    tools: plainTools(listAt(request, 'tools')),
    toolConfig: filled(objectAt(request, 'toolConfig') ?? {}),
    generationConfig: plainConfig(objectAt(request, 'generationConfig') ?? {}),
  });
}
