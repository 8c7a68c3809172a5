const languages: Readonly<Record<string, string>> = {
  chat: "OpenAI's Chat Completions",
  responses: "OpenAI's Responses",
  messages: "Anthropic's Messages",
  generate_content: "Gemini's generateContent",
  converse: "Bedrock's Converse",
  cohere: "Cohere's Chat",
  completions: "OpenAI's legacy Completions",
  embeddings: "OpenAI's Embeddings",
  gemini_embed: "Gemini's embedContent",
};

/** The language of a client that asks for `operation`; undefined where only the words of a conversation have names. */
export function languageName(operation: string): string | undefined {
  return languages[operation];
}
