import type { JsonObject } from '../json-read.ts';

/** Where a picture, document or sound is: in the request, behind a URL, or held by a vendor under an id of its own. */
export type MediaSource =
  | { readonly kind: 'base64'; readonly data: string; readonly mediaType: string }
  | { readonly kind: 'url'; readonly url: string; readonly mediaType?: string }
  | { readonly kind: 'file'; readonly id: string; readonly mediaType?: string }
  /** A document of plain text (Anthropic). */
  | { readonly kind: 'text'; readonly text: string }
  /** A document made of parts (Anthropic). */
  | { readonly kind: 'parts'; readonly parts: readonly Part[] };

/** A wish to cache the prompt up to here; without a lifetime the vendor's default. */
export type CacheMark = { readonly ttl?: '5m' | '1h' };

/**
 * A vendor's seal on its own reasoning: only `origin` (the name of a format, like `anthropic`, `openai`, `gemini`) can
 * read `value`. Wrapped by signature.ts where a dialect carries another vendor's.
 */
export type Signature = { readonly origin: string; readonly value: string };

/** Where a text comes from. Offsets count UTF-16 units of the part's text, from 0, end exclusive. */
export type Annotation =
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly title?: string;
      readonly start?: number;
      readonly end?: number;
      readonly citedText?: string;
      readonly native?: JsonObject;
    }
  | {
      readonly kind: 'document';
      readonly documentIndex?: number;
      readonly title?: string;
      readonly citedText?: string;
      /** Characters, pages or blocks of the document, from 0 for characters and blocks, from 1 for pages; end exclusive. */
      readonly unit: 'char' | 'page' | 'block';
      readonly start: number;
      readonly end: number;
      readonly native?: JsonObject;
    }
  | {
      readonly kind: 'file';
      readonly fileId: string;
      readonly filename?: string;
      readonly index?: number;
      readonly native?: JsonObject;
    }
  /** A form that only its own dialect has. */
  | { readonly kind: 'native'; readonly value: JsonObject };

/** One token of an answer and what it might have been. */
export type TokenLogprob = {
  readonly token: string;
  readonly logprob: number;
  readonly bytes?: readonly number[];
  readonly top: readonly { readonly token: string; readonly logprob: number; readonly bytes?: readonly number[] }[];
};

/** What each part may carry. `native` holds the fields of the container's own dialect that have no canonical name. */
type Base = { readonly cache?: CacheMark; readonly native?: JsonObject };

export type TextPart = Base & {
  readonly kind: 'text';
  readonly text: string;
  readonly annotations?: readonly Annotation[];
  readonly logprobs?: readonly TokenLogprob[];
  readonly signature?: Signature;
  /** The item that holds it, where a dialect names its items (Responses): texts of one item share it. */
  readonly itemId?: string;
};

/** What a model says instead of an answer. */
export type RefusalPart = Base & { readonly kind: 'refusal'; readonly text: string; readonly itemId?: string };

export type ReasoningPart = Base & {
  readonly kind: 'reasoning';
  /** Sections in order; none where only the seal is left (redacted, encrypted). */
  readonly texts: readonly string[];
  /** True where the texts are a summary rather than the reasoning itself. */
  readonly summarized?: boolean;
  readonly signature?: Signature;
  readonly itemId?: string;
};

export type ToolCallPart = Base & {
  readonly kind: 'tool_call';
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it, `{}` for none; free text for a `custom` tool. */
  readonly arguments: string;
  readonly custom?: boolean;
  /** Of a tool with a `clientType`. */
  readonly clientType?: string;
  readonly signature?: Signature;
  readonly itemId?: string;
};

export type ToolResultPart = Base & {
  readonly kind: 'tool_result';
  readonly callId: string;
  /** The tool's name, where the dialect repeats it. */
  readonly name?: string;
  readonly parts: readonly Part[];
  readonly isError?: boolean;
  readonly custom?: boolean;
  /** Of a tool with a `clientType`. */
  readonly clientType?: string;
  readonly itemId?: string;
};

export type ImagePart = Base & {
  readonly kind: 'image';
  readonly source: MediaSource;
  readonly detail?: string;
  readonly signature?: Signature;
  readonly itemId?: string;
};
export type DocumentPart = Base & {
  readonly kind: 'document';
  readonly source: MediaSource;
  readonly filename?: string;
  readonly context?: string;
  /** The answer should cite it. */
  readonly citations?: boolean;
};
export type AudioPart = Base & {
  readonly kind: 'audio';
  readonly source: MediaSource;
  /** What is said in it, of an answer. */
  readonly transcript?: string;
  /** The vendor's id of an answer's audio, by which a later turn refers to it. */
  readonly id?: string;
  readonly expiresAtSeconds?: number;
};
export type VideoPart = Base & { readonly kind: 'video'; readonly source: MediaSource };

/** A step of a tool that the vendor runs itself (a search, code): `value` is the block or item in the container's dialect. */
export type ServerToolPart = Base & {
  readonly kind: 'server_tool';
  readonly tool: string;
  readonly itemId?: string;
  readonly value: JsonObject;
};

/** A block or item that only the container's dialect has. */
export type NativePart = { readonly kind: 'native'; readonly type: string; readonly value: JsonObject };

/** A piece of a turn or of an answer. */
export type Part =
  | TextPart
  | RefusalPart
  | ReasoningPart
  | ToolCallPart
  | ToolResultPart
  | ImagePart
  | DocumentPart
  | AudioPart
  | VideoPart
  | ServerToolPart
  | NativePart;
