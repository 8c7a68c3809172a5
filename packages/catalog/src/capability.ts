/** What a model reads. A document is a PDF. */
export type InputModality = 'text' | 'image' | 'document' | 'audio' | 'video';

/** What a model writes; none for one that gives numbers, such as embeddings. */
export type OutputModality = 'text' | 'image' | 'audio';

/** What a model can do. A missing field is not known; false is known not to be so. */
export type Capabilities = {
  readonly inputs?: readonly InputModality[];
  readonly outputs?: readonly OutputModality[];
  readonly tools?: boolean;
  /** Answers by a JSON schema that the request gives. */
  readonly structuredOutput?: boolean;
  /** Thinks before it answers, always or when asked to. */
  readonly reasoning?: boolean;
  /** False where the vendor refuses or ignores any but its own temperature. */
  readonly temperature?: boolean;
  /** Tokens that a request and its answer may have together. */
  readonly contextWindow?: number;
  readonly outputTokensMax?: number;
};
