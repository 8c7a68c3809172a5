import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ChatOperation } from '@weir/protocol/operation';
import { referenceFile } from '@weir/testing/reference';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '../stated/json.ts';
import { patches } from './patches.ts';
import { byType, withNulls } from './rewrite.ts';

/** A vendor's OpenAPI document, and the schemas in it that an answer of a dialect must fit: one of them. */
type Spec = { readonly file: string; readonly whole: readonly string[]; readonly streamed: readonly string[] };

const files = {
  openai: 'openai.openapi.json.gz',
  openresponses: 'openresponses.openapi.json.gz',
  anthropic: 'anthropic.tryAGI.openapi.yaml.gz',
  gemini: 'gemini.openapi.json.gz',
} as const;

/** Anthropic's newer blocks stand in the beta schemas of its document. */
const specs: Readonly<Record<ChatOperation, readonly Spec[]>> = {
  chat: [
    { file: files.openai, whole: ['CreateChatCompletionResponse'], streamed: ['CreateChatCompletionStreamResponse'] },
  ],
  responses: [
    { file: files.openai, whole: ['Response'], streamed: ['ResponseStreamEvent'] },
    { file: files.openresponses, whole: ['ResponseResource'], streamed: ['*StreamingEvent'] },
  ],
  messages: [
    {
      file: files.anthropic,
      whole: ['Message', 'BetaMessage'],
      streamed: ['MessageStreamEvent', 'BetaMessageStreamEvent'],
    },
  ],
  generate_content: [{ file: files.gemini, whole: ['GenerateContentResponse'], streamed: ['GenerateContentResponse'] }],
};

function readSpec(file: string): Json | undefined {
  const path = referenceFile(`specs/${file}`, `answers validate against ${file}`);
  if (path === undefined) return undefined;
  const document = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));
  const schemas = withNulls(document.components.schemas);
  for (const { spec, apply } of patches) if (file.startsWith(spec)) apply(schemas);
  document.components = { schemas: byType(schemas, schemas) };
  return document;
}

type Check = { readonly name: string; readonly fits: ValidateFunction[] };

/** The names that a name with a leading asterisk stands for. */
function namesOf(pattern: string, document: Json): string[] {
  if (!pattern.startsWith('*')) return [pattern];
  return Object.keys(document.components.schemas).filter((name) => name.endsWith(pattern.slice(1)));
}

/** What is wrong with documents of one dialect by its vendor's own schemas; of the first that does not fit. */
export class SpecCheck {
  readonly #whole: Check[] = [];
  readonly #streamed: Check[] = [];

  constructor(operation: ChatOperation) {
    for (const { file, whole, streamed } of specs[operation]) {
      const document = readSpec(file);
      if (document === undefined) continue;
      const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false, verbose: false });
      ajv.addSchema({ $id: file, components: document.components });
      const compiled = (patterns: readonly string[]): ValidateFunction[] =>
        patterns
          .flatMap((pattern) => namesOf(pattern, document))
          .map((name) => ajv.compile({ $ref: `${file}#/components/schemas/${name}` }));
      this.#whole.push({ name: file, fits: compiled(whole) });
      this.#streamed.push({ name: file, fits: compiled(streamed) });
    }
  }

  /** The complaints; none where all fit. */
  complaints(documents: readonly Json[], form: 'whole' | 'streamed'): string[] {
    const checks = form === 'whole' ? this.#whole : this.#streamed;
    return checks.flatMap(({ name, fits }) => {
      for (const document of documents) {
        const told = misfit(fits, document);
        if (told !== undefined) return [`${name}: ${told}: ${JSON.stringify(document).slice(0, 400)}`];
      }
      return [];
    });
  }
}

function misfit(fits: readonly ValidateFunction[], document: Json): string | undefined {
  let deepest = '';
  for (const validate of fits) {
    if (validate(document)) return undefined;
    for (const { instancePath, schemaPath, message } of validate.errors ?? []) {
      if (message === 'must NOT be valid') continue;
      const told = `${instancePath} ${message} (${schemaPath})`;
      if (instancePath.length > deepest.indexOf(' ')) deepest = told;
    }
  }
  return deepest;
}
