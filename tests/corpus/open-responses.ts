import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { referenceFile } from '@weir/testing/reference';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Json = ReturnType<typeof JSON.parse>;

const specifiedItems = new Set(['message', 'function_call', 'function_call_output', 'reasoning', 'compaction']);

function isSpecified(item: Json): boolean {
  return specifiedItems.has(item['type']);
}

/** What OpenAI has and the document has not: it would fail by its `type` alone. */
function specified(response: Json): Json {
  const reasoning = response['reasoning'];
  const isOlder = reasoning['effort'] === 'minimal' || reasoning['effort'] === 'max';
  const text = response['text'];
  const choice = response['tool_choice'];
  const isOwnChoice = typeof choice === 'string' || ['function', 'allowed_tools'].includes(String(choice['type']));
  return {
    ...response,
    output: response['output'].filter(isSpecified).map(plainAnnotations),
    tools: response['tools'].filter((tool: Json) => tool['type'] === 'function'),
    reasoning: isOlder ? { ...reasoning, effort: 'low' } : reasoning,
    tool_choice: isOwnChoice ? choice : 'auto',
    // The document says that a schema is null; it means an object.
    text: text.format['type'] === 'json_schema' ? { ...text, format: { ...text.format, schema: null } } : text,
  };
}

/** The document knows citations of URLs only. */
function plainAnnotations(item: Json): Json {
  const content = item['content'];
  if (!Array.isArray(content)) return item;
  return { ...item, content: content.map(plainPart) };
}

function plainPart(part: Json): Json {
  const annotations = part['annotations'];
  if (!Array.isArray(annotations)) return part;
  return { ...part, annotations: annotations.filter((one) => one.type === 'url_citation') };
}

/** Names that OpenAI gave events after the document did. */
const renamed: Readonly<Record<string, string>> = {
  'response.reasoning_text.delta': 'response.reasoning.delta',
  'response.reasoning_text.done': 'response.reasoning.done',
};

/** Events that are OpenAI's own. */
const beyond = new Set(['response.custom_tool_call_input.delta', 'response.custom_tool_call_input.done']);

/** Checks answers and events against the Open Responses document; undefined where it is absent. */
export function openResponses(): { answer(body: Json): string[]; event(event: Json): string[] } | undefined {
  const path = referenceFile('specs/openresponses.openapi.json.gz', 'answers against the Open Responses document');
  if (path === undefined) return undefined;
  const document = JSON.parse(gunzipSync(readFileSync(path)).toString());
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'doc');
  const schemas: Record<string, Json> = document.components.schemas;
  const byType = new Map<string, ValidateFunction>();
  for (const [name, schema] of Object.entries(schemas)) {
    const type = name.endsWith('StreamingEvent') ? schema.properties?.type?.enum?.[0] : undefined;
    if (type !== undefined) byType.set(type, ajv.compile({ $ref: `doc#/components/schemas/${name}` }));
  }
  const whole = ajv.compile({ $ref: 'doc#/components/schemas/ResponseResource' });
  const errorsOf = (validate: ValidateFunction, value: unknown) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  return {
    answer: (body) => errorsOf(whole, specified(body)),
    event(event) {
      const type = String(event['type']);
      if (beyond.has(type)) return [];
      if (event['item'] !== undefined && !isSpecified(event['item'])) return [];
      const annotation = event['annotation'];
      if (annotation !== undefined && annotation['type'] !== 'url_citation') return [];
      const validate = byType.get(renamed[type] ?? type);
      if (validate === undefined) return [`no event ${type}`];
      const response = event['response'] === undefined ? {} : { response: specified(event['response']) };
      const item = event['item'] === undefined ? {} : { item: plainAnnotations(event['item']) };
      const part = event['part'] === undefined ? {} : { part: plainPart(event['part']) };
      return errorsOf(validate, { ...event, type: renamed[type] ?? type, ...response, ...item, ...part });
    },
  };
}
