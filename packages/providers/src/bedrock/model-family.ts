import type { BuiltinTool } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import type { JsonObject } from '@weir/protocol/json-read';

/** How a family of models is told how much to think, in `additionalModelRequestFields`. */
export type Thinking = 'claude_budget' | 'claude_adaptive' | 'nova' | 'effort' | 'none';

/** What depends on whose model it is: Converse is one form for all, what is allowed in it is not. */
export type Family = {
  /** Whose seals it makes and reads. Claude's are the same at Anthropic, Bedrock and Vertex. */
  readonly signer: string | undefined;
  readonly lacks: ReadonlySet<Feature>;
  readonly thinking: Thinking;
  /** The field for top-k, which `inferenceConfig` has none for. */
  readonly topK?: (topK: number) => JsonObject;
  /** Mistral wants ids of nine letters and digits. */
  readonly shortIds?: boolean;
  /** What Amazon runs for the model, by what it does. */
  readonly systemTools?: Readonly<Partial<Record<BuiltinTool, string>>>;
  /** JSON pointers to the sequence that ended the answer, whole and streamed. */
  readonly stopSequencePaths?: { readonly whole: string; readonly streamed: string };
};

/** Of every family but Claude and Nova: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolResultBlock.html, .../userguide/prompt-caching.html. */
const common: readonly Feature[] = ['tool_result_error', 'prompt_cache', 'reasoning_replay', 'citations'];

/** Claude from version 4.6 measures its thinking itself: https://docs.anthropic.com/en/docs/build-with-claude/adaptive-thinking. */
function isAdaptive(model: string): boolean {
  const [, major, minor] = /claude-(?:[a-z]+-)(\d{1,2})(?:-(\d{1,2}))?(?:\D|$)/.exec(model) ?? [];
  return Number(major ?? 0) * 100 + Number(minor ?? 0) >= 406;
}

function claude(model: string): Family {
  return {
    signer: 'anthropic',
    lacks: new Set(),
    thinking: isAdaptive(model) ? 'claude_adaptive' : 'claude_budget',
    topK: (topK) => ({ top_k: topK }),
    stopSequencePaths: { whole: '/stop_sequence', streamed: '/delta/stop_sequence' },
  };
}

/** https://docs.aws.amazon.com/nova/latest/nova2-userguide/web-grounding.html; the first Nova has Premier ground its answers. */
function systemToolsOf(model: string): Readonly<Partial<Record<BuiltinTool, string>>> {
  if (model.includes('nova-2')) return { web_search: 'nova_grounding', code_execution: 'nova_code_interpreter' };
  return model.includes('nova-premier') ? { web_search: 'nova_grounding' } : {};
}

function nova(model: string): Family {
  return {
    systemTools: systemToolsOf(model),
    signer: undefined,
    lacks: new Set(['reasoning_replay', 'citations']),
    thinking: model.includes('nova-2') ? 'nova' : 'none',
    topK: (topK) => ({ inferenceConfig: { topK } }),
  };
}

/** True for a model id, inference profile or ARN that names Claude. */
export function isClaude(model: string): boolean {
  return model.toLowerCase().includes('claude');
}

/** The family of a model id, inference profile or ARN; by the vendor's name in it. */
export function familyOf(model: string): Family {
  const name = model.toLowerCase();
  if (isClaude(name)) return claude(name);
  if (name.includes('amazon.nova')) return nova(name);
  const other: Family = { signer: undefined, lacks: new Set(common), thinking: 'none' };
  if (name.includes('openai.')) return { ...other, thinking: 'effort' };
  if (name.includes('mistral.')) return { ...other, shortIds: true, topK: (topK) => ({ top_k: topK }) };
  if (name.includes('cohere.')) return { ...other, topK: (topK) => ({ k: topK }) };
  return other;
}
