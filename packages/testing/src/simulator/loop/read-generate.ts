import { asObject, type JsonObject, objectAt } from '@weir/protocol/json-read';
import { demand, names, objectOf, objectsOf, onlyFields, type Reading, type Round, textOf } from './reading.ts';
import type { Seals } from './seals.ts';

/** https://ai.google.dev/api/generate-content */
const fields = names(
  'contents systemInstruction tools toolConfig safetySettings generationConfig cachedContent serviceTier',
);
const configFields = names(`stopSequences responseMimeType responseSchema responseJsonSchema _responseJsonSchema
  responseModalities candidateCount maxOutputTokens temperature topP topK seed presencePenalty frequencyPenalty
  responseLogprobs logprobs speechConfig thinkingConfig imageConfig mediaResolution`);
const partFields = names(`text inlineData fileData functionCall functionResponse executableCode codeExecutionResult
  thought thoughtSignature videoMetadata mediaResolution`);
const declarationFields = names(
  'name description parameters parametersJsonSchema response responseJsonSchema behavior',
);
/** https://ai.google.dev/api/caching#Schema */
const schemaFields = names(`type format title description nullable enum maxItems minItems properties required
  minProperties maxProperties minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum`);

/** https://ai.google.dev/gemini-api/docs/thought-signatures: what may stand in the place of a seal. */
const skips = names('skip_thought_signature_validator context_engineering_is_the_way_to_go');

function unknownNames(object: JsonObject, known: ReadonlySet<string>, at: string): void {
  for (const name of Object.keys(object)) {
    demand(known.has(name), `Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`);
  }
}

function checkSchema(schema: JsonObject, at: string): void {
  unknownNames(schema, schemaFields, at);
  for (const [name, value] of Object.entries(objectAt(schema, 'properties') ?? {})) {
    checkSchema(objectOf(value, at), `${at}.properties[${name}]`);
  }
  const items = objectAt(schema, 'items');
  if (items !== undefined) checkSchema(items, `${at}.items`);
  for (const one of objectsOf(schema['anyOf'], at)) checkSchema(one, `${at}.any_of`);
}

function declarationsOf(body: JsonObject): string[] {
  const tools = objectsOf(body['tools'], 'tools');
  return tools.flatMap((tool, index) =>
    objectsOf(tool['functionDeclarations'], 'tools').map((declaration) => {
      const at = `tools[${index}].function_declarations`;
      onlyFields(declaration, declarationFields, at);
      const name = String(declaration['name']);
      demand(/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$/.test(name), `Invalid function name: ${name}.`);
      const schema = objectAt(declaration, 'parameters');
      demand(
        schema === undefined || declaration['parametersJsonSchema'] === undefined,
        `${at}: only one of parameters and parametersJsonSchema`,
      );
      if (schema !== undefined) checkSchema(schema, `${at}.parameters`);
      return name;
    }),
  );
}

/** https://ai.google.dev/gemini-api/docs/tool-combination: only since Gemini 3, if asked for, and not in mode AUTO. */
function checkMix(body: JsonObject, generation: number): void {
  const kinds = objectsOf(body['tools'], 'tools').flatMap((tool) => Object.keys(tool));
  const mixes = kinds.includes('functionDeclarations') && kinds.some((kind) => kind !== 'functionDeclarations');
  if (!mixes) return;
  demand(generation >= 3, 'Built-in tools and Function Calling cannot be combined in the same request.');
  const config = objectAt(body, 'toolConfig');
  const asks = config?.['includeServerSideToolInvocations'] === true;
  demand(
    asks,
    'Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function calling.',
  );
  const mode = objectAt(config, 'functionCallingConfig')?.['mode'];
  demand(mode !== 'AUTO', 'Function calling mode AUTO is not supported with built-in tools.');
}

/** The first call of a step carries the seal that it came with (Gemini 3); it may be declared skipped. */
function sealsIn(parts: readonly JsonObject[], generation: number, seals: Seals): number {
  const first = parts.find((part) => part['functionCall'] !== undefined);
  for (const part of parts) {
    const seal = part['thoughtSignature'];
    const known = seal === undefined || skips.has(String(seal)) || seals.thoughtOf(seal) !== undefined;
    demand(known, 'Thought signature is not valid.');
  }
  const missing = `Function call is missing a thought_signature in functionCall parts. ${objectAt(first, 'functionCall')?.['name']}`;
  demand(generation < 3 || first?.['thoughtSignature'] !== undefined, missing);
  return parts.filter((part) => seals.thoughtOf(part['thoughtSignature']) !== undefined).length;
}

function partsOf(content: JsonObject, at: string): readonly JsonObject[] {
  unknownNames(content, names('role parts'), at);
  const parts = objectsOf(content['parts'], at);
  demand(parts.length > 0, `${at}.parts: must not be empty`);
  for (const part of parts) {
    unknownNames(part, partFields, `${at}.parts`);
    const data = Object.keys(part).filter(
      (name) => !/^(thought|thoughtSignature|videoMetadata|mediaResolution)$/.test(name),
    );
    demand(data.length === 1, `${at}.parts: required oneof field 'data' must have one initialized field`);
  }
  return parts;
}

/** Results answer the calls by id, else by their order. */
function resultsOf(parts: readonly JsonObject[], calls: Round['calls']): string[] {
  const results = parts.map((part) => objectAt(part, 'functionResponse')).filter((result) => result !== undefined);
  const same = 'the number of function response parts is equal to the number of function call parts';
  demand(results.length === calls.length, `Please ensure that ${same} of the function call turn.`);
  return results.map((result, index) => {
    const call = result['id'] === undefined ? calls[index] : calls.find(({ id }) => id === result['id']);
    demand(call !== undefined && call.name === result['name'], `function_response.name: no call of ${result['name']}`);
    unknownNames(result, names('id name response parts willContinue scheduling'), 'function_response');
    textOf(result['name'], 'function_response.name');
    return JSON.stringify(objectOf(result['response'], 'function_response.response'));
  });
}

function callOf(part: JsonObject): Round['calls'][number] {
  const call = objectOf(part['functionCall'], 'function_call');
  unknownNames(call, names('id name args'), 'function_call');
  const name = textOf(call['name'], 'function_call.name');
  return { id: String(call['id'] ?? ''), name, arguments: call['args'] ?? {} };
}

function has(parts: readonly JsonObject[] | undefined, kind: string): boolean {
  return parts?.some((part) => part[kind] !== undefined) ?? false;
}

/** Where turns with calls and with their results may stand. */
function checkPlace(roles: readonly string[], all: readonly (readonly JsonObject[])[], index: number): void {
  const role = roles[index] ?? '';
  demand(role === 'user' || role === 'model', 'Please use a valid role: user, model.');
  const called = 'function call turn comes immediately after a user turn or after a function response turn';
  const calls = has(all[index], 'functionCall');
  demand(!calls || (role === 'model' && roles[index - 1] === 'user'), `Please ensure that ${called}.`);
  const answered = 'function response turn comes immediately after a function call turn';
  const answers = has(all[index], 'functionResponse');
  demand(!answers || has(all[index - 1], 'functionCall'), `Please ensure that ${answered}.`);
}

function roundsOf(contents: readonly JsonObject[], generation: number, seals: Seals): Round[] {
  const roles = contents.map(({ role }) => String(role ?? 'user'));
  const all = contents.map((content, index) => partsOf(content, `contents[${index}]`));
  return all.flatMap((parts, index) => {
    checkPlace(roles, all, index);
    const calls = parts.filter((part) => part['functionCall'] !== undefined).map(callOf);
    if (calls.length === 0) return [];
    return [{ calls, results: resultsOf(all[index + 1] ?? [], calls), seals: sealsIn(parts, generation, seals) }];
  });
}

function checkConfig(body: JsonObject): { readonly shown: boolean; readonly schema?: JsonObject } {
  const config = objectAt(body, 'generationConfig') ?? {};
  unknownNames(config, configFields, 'generation_config');
  const thinking = objectAt(config, 'thinkingConfig');
  unknownNames(
    thinking ?? {},
    names('includeThoughts thinkingBudget thinkingLevel'),
    'generation_config.thinking_config',
  );
  const both = thinking?.['thinkingBudget'] !== undefined && thinking['thinkingLevel'] !== undefined;
  demand(!both, 'You can only set only one of thinking budget and thinking level.');
  const schema = objectAt(config, 'responseJsonSchema') ?? objectAt(config, 'responseSchema');
  const mime = config['responseMimeType'];
  demand(
    schema === undefined || mime === 'application/json',
    'response_mime_type must be application/json with a response schema',
  );
  return { shown: thinking?.['includeThoughts'] === true, ...(schema === undefined ? {} : { schema }) };
}

/** Reads a generateContent request as strictly as the vendor does; model and streaming stand in its path. */
export function readGenerate(
  body: JsonObject,
  seals: Seals,
  path: { readonly model: string; readonly streaming: boolean },
): Reading {
  unknownNames(body, fields, 'body');
  const generation = Number(/^gemini-(\d)/.exec(path.model)?.[1] ?? 0);
  const contents = objectsOf(body['contents'], 'contents');
  demand(contents.length > 0, 'contents are required');
  checkMix(body, generation);
  const system = asObject(body['systemInstruction']);
  if (system !== undefined) partsOf(system, 'system_instruction');
  return {
    ...path,
    ...checkConfig(body),
    tools: declarationsOf(body),
    rounds: roundsOf(contents, generation, seals),
    thinks: generation >= 3,
    // The seal comes whether thoughts are shown or not.
    sealed: generation >= 3,
    includesUsage: true,
  };
}
