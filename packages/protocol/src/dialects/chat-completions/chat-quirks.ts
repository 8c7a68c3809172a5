import type { Effort } from '../../canonical/chat-request.ts';
import type { JsonObject } from '../../json-read.ts';

/** How a vendor's Chat Completions differs from OpenAI's. What is not stated is as at OpenAI. */
export type ChatQuirks = {
  /** The name of the length limit; `max_completion_tokens`. */
  readonly lengthField?: 'max_completion_tokens' | 'max_tokens';
  /** The name of the seed; `seed`. */
  readonly seedField?: 'seed' | 'random_seed';
  /** False where `developer` is no role: it goes out as `system`. */
  readonly developerRole?: boolean;
  /** The word for a tool choice of any tool; `required`. */
  readonly anyTool?: 'required' | 'any';
  /** How thinking is asked for. Not stated: as the client wrote it, else `reasoning_effort`. */
  readonly reasoning?: 'reasoning_effort' | 'reasoning' | 'thinking' | 'none';
  /** The words for effort that are taken; the nearest one is sent. Not stated: any. */
  readonly efforts?: readonly Effort[];
  /** True where `thinking` takes `budget_tokens`. */
  readonly thinkingBudget?: boolean;
  /**
   * Where earlier reasoning goes back: as text in a field of the message, as OpenRouter's list with seals, as Mistral's
   * content chunks, or not at all. Not stated: as text, and as the list where a seal has to travel.
   */
  readonly replay?: 'reasoning_content' | 'reasoning' | 'reasoning_details' | 'thinking' | 'none';
  /** `nine_alphanumerics`: the only shape of tool-call ids that is taken (Mistral); others are mapped. */
  readonly toolCallIds?: 'any' | 'nine_alphanumerics';
  /** True where a JSON schema is only taken as strict. */
  readonly strictSchema?: boolean;
  /** Whose content may be a list of parts; `all`. Pictures and the like always stand in lists. */
  readonly contentLists?: 'all' | 'user' | 'none';
  /** True where user and assistant must take turns: neighbours of one role become one message. */
  readonly alternates?: boolean;
  /** True where tool results may hold pictures; else they follow in a message of the user. */
  readonly toolResultMedia?: boolean;
  /** How a document by URL is written: in `file.file_data` (OpenRouter), as Mistral's part; not stated: not at all. */
  readonly documentUrl?: 'file_data' | 'document_url';
  /** How a web search is asked for; `web_search_options`. */
  readonly webSearch?: 'web_search_options' | 'plugins';
  /** `asked`: streams report usage by `stream_options.include_usage`. `always`: unasked, and the option may be refused. */
  readonly streamUsage?: 'asked' | 'always';
  /** Fields that every request gets, unless it has them. */
  readonly fields?: JsonObject;
};
