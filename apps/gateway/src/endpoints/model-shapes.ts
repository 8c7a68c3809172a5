import type { Operation } from '@weir/protocol/operation';
import type { ListedModel } from './listed-models.ts';
import { camelCase, pricingOf, snakeCase } from './model-pricing.ts';

/** What a model is known to do, or not to; JSON leaves out what is not known. */
function supportsOf({ capabilities }: ListedModel) {
  const { tools, structuredOutput, reasoning, temperature } = capabilities;
  return { tools, structured_output: structuredOutput, reasoning, temperature };
}

/** What OpenAI's and Anthropic's shapes have no fields for. */
function extrasOf(model: ListedModel) {
  return {
    input_modalities: model.capabilities.inputs,
    output_modalities: model.capabilities.outputs,
    pricing: pricingOf(model, snakeCase),
  };
}

/** https://developers.openai.com/api/reference/resources/models, with what it does not say under names of other hosts. */
export function openaiModel(model: ListedModel): object {
  const { id, provider, releasedOn, capabilities } = model;
  return {
    id,
    object: 'model',
    created: releasedOn === undefined ? 0 : Date.parse(releasedOn) / 1000,
    owned_by: provider,
    context_length: capabilities.contextWindow,
    max_output_tokens: capabilities.outputTokensMax,
    capabilities: supportsOf(model),
    ...extrasOf(model),
  };
}

/**
 * https://platform.claude.com/docs/en/api/models/list. Its `capabilities` speak of Anthropic's own features and name
 * all of them or are null; what is known here stands under `supports`.
 */
export function anthropicModel(model: ListedModel): object {
  const { id, displayName, releasedOn = '1970-01-01', capabilities } = model;
  return {
    type: 'model',
    id,
    display_name: displayName ?? id,
    created_at: `${releasedOn}T00:00:00Z`,
    lifecycle: 'active',
    line: null,
    deprecated_at: null,
    retires_at: null,
    max_input_tokens: capabilities.contextWindow ?? null,
    max_tokens: capabilities.outputTokensMax ?? null,
    capabilities: null,
    supports: supportsOf(model),
    ...extrasOf(model),
  };
}

/** Gemini's methods that an Operation opens a model to. */
const methods: { readonly [Name in Operation]?: readonly string[] } = {
  generate_content: ['generateContent', 'streamGenerateContent'],
  gemini_count_tokens: ['countTokens'],
  gemini_embed: ['embedContent'],
};

/** https://ai.google.dev/api/models. The version is the date in the name of a snapshot. */
export function geminiModel(model: ListedModel): object {
  const { id, displayName, operations, capabilities } = model;
  const [version = 'latest'] = /20\d{2}-?\d{2}-?\d{2}/.exec(id) ?? [];
  return {
    name: `models/${id}`,
    baseModelId: id,
    version,
    displayName: displayName ?? id,
    inputTokenLimit: capabilities.contextWindow,
    outputTokenLimit: capabilities.outputTokensMax,
    supportedGenerationMethods: operations.flatMap((operation) => methods[operation] ?? []),
    thinking: capabilities.reasoning,
    inputModalities: capabilities.inputs,
    outputModalities: capabilities.outputs,
    pricing: pricingOf(model, camelCase),
  };
}
