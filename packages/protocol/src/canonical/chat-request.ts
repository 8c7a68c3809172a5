import type { JsonObject } from '../json-read.ts';
import type { ChatOperation } from '../operation.ts';
import type { CacheMark, Part } from './part.ts';

/**
 * One turn of a conversation. `tool` turns hold tool results only; results may also stand in a `user` turn before its
 * other parts (Anthropic, Gemini). `instructions` marks the system turn that does not outlive the request (Responses).
 */
export type Turn = {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly Part[];
  /** The speaker's name, where the dialect has one. */
  readonly name?: string;
  readonly instructions?: boolean;
  readonly native?: JsonObject;
};

/** Tools that a vendor runs itself, by what they do. `other` for those without a counterpart anywhere. */
export type BuiltinTool =
  | 'web_search'
  | 'web_fetch'
  | 'code_execution'
  | 'file_search'
  | 'image_generation'
  | 'computer'
  | 'shell'
  | 'text_editor'
  | 'apply_patch'
  | 'maps'
  | 'mcp'
  | 'memory'
  | 'other';

/** What a web search may be told, in every vendor's words. */
export type SearchSettings = {
  readonly allowedDomains?: readonly string[];
  readonly blockedDomains?: readonly string[];
  readonly usesMax?: number;
  readonly contextSize?: 'low' | 'medium' | 'high';
  readonly location?: {
    readonly city?: string;
    readonly region?: string;
    readonly country?: string;
    readonly timezone?: string;
  };
};

/** The group that a tool stands in (Responses): its fields besides `tools`, and the tool's own name. `name` joins both. */
export type ToolNamespace = { readonly name: string; readonly toolName: string; readonly native: JsonObject };

export type FunctionTool = {
  readonly kind: 'function';
  readonly name: string;
  readonly namespace?: ToolNamespace;
  readonly description?: string;
  /** JSON Schema as the client wrote it; absent for a function without parameters. */
  readonly parameters?: JsonObject;
  /** The parameters in the request's own dialect, where that is not JSON Schema (Gemini). */
  readonly nativeParameters?: JsonObject;
  readonly strict?: boolean;
  /** The vendor's own type of a tool that the client runs (Responses' `tool_search`); its calls are items of that type. */
  readonly clientType?: string;
  /** True where a search of the client's found it in mid-conversation: it was not among the tools of the request. */
  readonly found?: boolean;
  readonly cache?: CacheMark;
  readonly native?: JsonObject;
};
/** A tool that takes free text (OpenAI); `format` constrains it. */
export type CustomTool = {
  readonly kind: 'custom';
  readonly name: string;
  readonly namespace?: ToolNamespace;
  readonly description?: string;
  readonly format?: JsonObject;
  readonly cache?: CacheMark;
  readonly native?: JsonObject;
};
export type VendorTool = {
  readonly kind: 'builtin';
  readonly tool: BuiltinTool;
  /** The name under which calls of it come, where the client names it. */
  readonly name?: string;
  readonly search?: SearchSettings;
  /** The whole tool in the request's own dialect. */
  readonly native: JsonObject;
};
export type Tool = FunctionTool | CustomTool | VendorTool;

export type ToolChoice =
  | { readonly kind: 'auto' | 'none' | 'required' }
  | { readonly kind: 'one'; readonly name: string; readonly custom?: boolean }
  /** Only some of the tools may be called (OpenAI, Gemini). */
  | { readonly kind: 'allowed'; readonly mode: 'auto' | 'required'; readonly names: readonly string[] }
  /** A vendor's own tool, or a form that only the request's dialect has. */
  | { readonly kind: 'native'; readonly value: unknown };

/** What form the answer must have. */
export type OutputFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | {
      readonly kind: 'schema';
      readonly name?: string;
      readonly description?: string;
      readonly schema: JsonObject;
      readonly strict?: boolean;
      /** The schema in the request's own dialect, where that is not JSON Schema (Gemini). */
      readonly nativeSchema?: JsonObject;
    };

export type Effort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** How much the model should think. `mode` is how it was asked for: fixed budget, the model's own measure, or switched off. */
export type ReasoningRequest = {
  readonly mode?: 'enabled' | 'adaptive' | 'disabled';
  readonly effort?: Effort;
  readonly budgetTokens?: number;
  /** True where the client wants to see the thoughts; `summary` is OpenAI's word for how. */
  readonly shown?: boolean;
  readonly summary?: string;
  /** True where the client wants it sealed, to hand it back (Responses' `reasoning.encrypted_content`). */
  readonly sealed?: boolean;
  /** How it stood in the request, where its dialect has several ways to say so. */
  readonly native?: JsonObject;
};

/** Numbers that shape the answer; absent is the vendor's default. */
export type Sampling = {
  readonly outputTokensMax?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  readonly logitBias?: Readonly<Record<string, number>>;
  /** Answers wanted. */
  readonly n?: number;
  readonly logprobs?: boolean;
  readonly topLogprobs?: number;
};

/** A conversation to be continued, in words that any of the four dialects can be read into and written from. */
export type ChatRequest = {
  /** The dialect it was asked in: what `native` fields are written in, and how its fields are named in errors. */
  readonly dialect: ChatOperation;
  /** As the client wrote it. */
  readonly model: string;
  readonly streaming: boolean;
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  /** False: at most one call in a turn. */
  readonly parallelToolCalls?: boolean;
  readonly output?: OutputFormat;
  readonly verbosity?: string;
  readonly reasoning?: ReasoningRequest;
  readonly sampling: Sampling;
  readonly serviceTier?: string;
  readonly user?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly promptCacheKey?: string;
  readonly promptCacheRetention?: string;
  /** A wish to cache as much of the prompt as can be (Anthropic's top-level `cache_control`). */
  readonly cache?: CacheMark;
  /** What the answer may be made of; absent: text. */
  readonly modalities?: readonly ('text' | 'audio' | 'image')[];
  /** The voice of a spoken answer, in the request's own dialect. */
  readonly audio?: JsonObject;
  /** Responses: keep the answer for `previousResponseId` of a later request. */
  readonly store?: boolean;
  readonly previousResponseId?: string;
  /** Fields of the request's own dialect without a canonical name. Another dialect refuses or drops each by features.ts. */
  readonly native?: JsonObject;
};
