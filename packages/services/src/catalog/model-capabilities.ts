import type { Capabilities } from '@weir/catalog/capability';
import { z } from 'zod';

/** What a model can do, as the management API says it. */
export const modelCapabilitiesView = z
  .strictObject({
    inputs: z
      .array(z.enum(['text', 'image', 'document', 'audio', 'video']))
      .nullable()
      .describe('What it reads; a document is a PDF.'),
    outputs: z
      .array(z.enum(['text', 'image', 'audio']))
      .nullable()
      .describe('What it writes; empty for one that gives numbers, such as embeddings.'),
    tools: z.boolean().nullable(),
    structuredOutput: z.boolean().nullable().describe('Answers by a JSON schema that the request gives.'),
    reasoning: z.boolean().nullable().describe('Thinks before it answers, always or when asked to.'),
    temperature: z.boolean().nullable().describe('False where the vendor refuses or ignores any but its own.'),
    outputTokensMax: z.int().nullable().describe('The longest answer, in tokens.'),
  })
  .meta({ id: 'ModelCapabilities', description: 'Null is not known; false is known not to be so.' });
export type ModelCapabilities = z.output<typeof modelCapabilitiesView>;

/** The view of what the catalogue knows: what it does not say is null. */
export function toModelCapabilities(known: Capabilities): ModelCapabilities {
  return {
    inputs: known.inputs === undefined ? null : [...known.inputs],
    outputs: known.outputs === undefined ? null : [...known.outputs],
    tools: known.tools ?? null,
    structuredOutput: known.structuredOutput ?? null,
    reasoning: known.reasoning ?? null,
    temperature: known.temperature ?? null,
    outputTokensMax: known.outputTokensMax ?? null,
  };
}
