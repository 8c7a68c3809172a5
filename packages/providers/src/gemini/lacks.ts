import type { Feature } from '@weir/protocol/canonical/features';
import { modelGeneration } from '@weir/protocol/dialects/generate-content/model-generation';

/**
 * What a model of Google's cannot do though its dialect could say it. Public URLs are read by 2.5 and later models
 * (https://ai.google.dev/gemini-api/docs/file-input-methods); Gemma takes neither instructions nor tools
 * (https://ai.google.dev/gemma/docs/core/gemma_on_gemini_api).
 */
export function lacksOf(model: string): ReadonlySet<Feature> {
  if (/gemma-[123]/.test(model)) return new Set<Feature>(['system', 'tools', 'output_schema', 'output_json']);
  const generation = modelGeneration(model);
  return new Set<Feature>(generation !== undefined && generation < 2.5 ? ['image_url', 'document_url'] : []);
}
