import { asList, asObject, type JsonObject } from '../json-read.ts';
import { mediumOf, type Tally } from './tally.ts';

/** The API takes the names of its proto (snake_case) as well. */
export function either(object: JsonObject | undefined, camel: string, snake: string): unknown {
  return object?.[camel] ?? object?.[snake];
}

/** One where many are expected is a list of one. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** A result that is a text stands under one key; any other is read as JSON. */
function readResponse(tally: Tally, value: unknown): void {
  const response = asObject(value);
  if (response === undefined) return;
  const said = response['output'] ?? response['error'] ?? response['result'];
  if (typeof said === 'string' && Object.keys(response).length === 1) tally.text(said);
  else tally.json(response);
}

function readMedia(tally: Tally, part: JsonObject): boolean {
  const inline = asObject(either(part, 'inlineData', 'inline_data'));
  if (inline !== undefined) {
    tally.base64(mediumOf(either(inline, 'mimeType', 'mime_type'), 'documents'), inline['data']);
    return true;
  }
  const file = asObject(either(part, 'fileData', 'file_data'));
  if (file === undefined) return false;
  tally.media(mediumOf(either(file, 'mimeType', 'mime_type'), 'documents'), 0);
  return true;
}

function readPart(tally: Tally, value: unknown, depth: number): void {
  const part = asObject(value);
  if (part === undefined) return;
  if (typeof part['text'] === 'string') {
    tally.text(part['text']);
    return;
  }
  if (readMedia(tally, part)) return;
  const call = asObject(either(part, 'functionCall', 'function_call'));
  if (call !== undefined) {
    tally.call();
    tally.text(call['name']);
    tally.json(call['args'] ?? {});
    return;
  }
  const result = asObject(either(part, 'functionResponse', 'function_response'));
  if (result === undefined || depth > 0) {
    tally.json(part);
    return;
  }
  tally.call();
  readResponse(tally, result['response']);
  for (const inner of listOf(result['parts'])) readPart(tally, inner, depth + 1);
}

/** Adds up the parts of one content. */
export function readGeminiContent(tally: Tally, value: unknown): void {
  if (typeof value === 'string') tally.text(value);
  for (const part of listOf(asObject(value)?.['parts'])) readPart(tally, part, 0);
}

/** Adds up `contents`. */
export function readContents(tally: Tally, contents: unknown): void {
  for (const content of listOf(contents)) {
    tally.turn();
    readGeminiContent(tally, content);
  }
}

function readDeclaration(tally: Tally, value: unknown): void {
  const declaration = asObject(value);
  if (declaration === undefined) return;
  tally.tool();
  tally.text(declaration['name']);
  tally.text(declaration['description']);
  tally.json(either(declaration, 'parametersJsonSchema', 'parameters_json_schema') ?? declaration['parameters']);
}

/** Adds up `tools`: the client's functions, and the vendor's own. */
export function readGeminiTools(tally: Tally, tools: unknown): void {
  for (const value of listOf(tools)) {
    const tool = asObject(value);
    if (tool === undefined) continue;
    const functions = either(tool, 'functionDeclarations', 'function_declarations');
    if (functions === undefined) {
      tally.tool();
      tally.json(tool);
    } else for (const declaration of asList(functions)) readDeclaration(tally, declaration);
  }
}
