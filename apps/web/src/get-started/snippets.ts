export type SnippetBlock = {
  /** What it is: where it is run, or the name of the file it stands in. */
  readonly label: string;
  readonly code: string;
};

/** How one client makes its first call through this gateway. */
export type Snippet = {
  readonly id: string;
  readonly label: string;
  readonly blocks: readonly SnippetBlock[];
  /** What else there is to know. */
  readonly note?: string;
};

export type SnippetInput = {
  readonly gatewayUrl: string;
  /** While it is known; else people put their own into WEIR_KEY. */
  readonly key: string | undefined;
};

const model = 'sandbox/fast';
const question = 'What does a weir do?';

const lines = (...all: readonly string[]) => all.join('\n');

/** Puts the key into the shell, where it is known. */
function withKey({ key }: SnippetInput, ...commands: readonly string[]): string {
  return lines(...(key === undefined ? [] : [`export WEIR_KEY=${key}`]), ...commands);
}

function curl(input: SnippetInput): Snippet {
  const code = withKey(
    input,
    `curl ${input.gatewayUrl}/v1/chat/completions \\`,
    '  -H "Authorization: Bearer $WEIR_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model": "${model}",`,
    `       "messages": [{"role": "user", "content": "${question}"}]}'`,
  );
  return { id: 'curl', label: 'curl', blocks: [{ label: 'Terminal', code }] };
}

function openai(input: SnippetInput): Snippet {
  const python = lines(
    'import os',
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url="${input.gatewayUrl}/v1", api_key=os.environ["WEIR_KEY"])`,
    'answer = client.chat.completions.create(',
    `    model="${model}",`,
    `    messages=[{"role": "user", "content": "${question}"}],`,
    ')',
    'print(answer.choices[0].message.content)',
  );
  const typeScript = lines(
    "import OpenAI from 'openai';",
    '',
    'const client = new OpenAI({',
    `  baseURL: '${input.gatewayUrl}/v1',`,
    '  apiKey: process.env.WEIR_KEY,',
    '});',
    'const answer = await client.chat.completions.create({',
    `  model: '${model}',`,
    `  messages: [{ role: 'user', content: '${question}' }],`,
    '});',
    'console.log(answer.choices[0]?.message.content);',
  );
  return {
    id: 'openai',
    label: 'OpenAI',
    blocks: [
      { label: 'Terminal', code: withKey(input, 'pip install openai   # or: npm install openai') },
      { label: 'first_call.py', code: python },
      { label: 'first-call.ts', code: typeScript },
    ],
    note: 'OpenAI’s clients reach the models of every provider, by Chat Completions or Responses.',
  };
}

function anthropic(input: SnippetInput): Snippet {
  const python = lines(
    'import os',
    'from anthropic import Anthropic',
    '',
    `client = Anthropic(base_url="${input.gatewayUrl}", api_key=os.environ["WEIR_KEY"])`,
    'answer = client.messages.create(',
    `    model="${model}",`,
    '    max_tokens=200,',
    `    messages=[{"role": "user", "content": "${question}"}],`,
    ')',
    'print(answer.content[0].text)',
  );
  const typeScript = lines(
    "import Anthropic from '@anthropic-ai/sdk';",
    '',
    'const client = new Anthropic({',
    `  baseURL: '${input.gatewayUrl}',`,
    '  apiKey: process.env.WEIR_KEY,',
    '});',
    'const answer = await client.messages.create({',
    `  model: '${model}',`,
    '  max_tokens: 200,',
    `  messages: [{ role: 'user', content: '${question}' }],`,
    '});',
    'console.log(answer.content);',
  );
  return {
    id: 'anthropic',
    label: 'Anthropic',
    blocks: [
      { label: 'Terminal', code: withKey(input, 'pip install anthropic   # or: npm install @anthropic-ai/sdk') },
      { label: 'first_call.py', code: python },
      { label: 'first-call.ts', code: typeScript },
    ],
    note: 'Anthropic clients take the address without /v1, and reach the models of every provider, not only Claude.',
  };
}

function googleGenai(input: SnippetInput): Snippet {
  const code = lines(
    "import { GoogleGenAI } from '@google/genai';",
    '',
    'const ai = new GoogleGenAI({',
    '  apiKey: process.env.WEIR_KEY,',
    `  httpOptions: { baseUrl: '${input.gatewayUrl}' },`,
    '});',
    'const answer = await ai.models.generateContent({',
    `  model: '${model}',`,
    `  contents: '${question}',`,
    '});',
    'console.log(answer.text);',
  );
  return {
    id: 'google-genai',
    label: 'Google GenAI',
    blocks: [
      { label: 'Terminal', code: withKey(input, 'npm install @google/genai') },
      { label: 'first-call.ts', code },
    ],
    note: 'Google’s clients take the address without /v1beta, and reach the models of every provider, not only Gemini’s.',
  };
}

function aiSdk(input: SnippetInput): Snippet {
  const code = lines(
    "import { createOpenAI } from '@ai-sdk/openai';",
    "import { generateText } from 'ai';",
    '',
    'const weir = createOpenAI({',
    `  baseURL: '${input.gatewayUrl}/v1',`,
    '  apiKey: process.env.WEIR_KEY,',
    '});',
    'const { text } = await generateText({',
    `  model: weir.chat('${model}'),`,
    `  prompt: '${question}',`,
    '});',
    'console.log(text);',
  );
  return {
    id: 'ai-sdk',
    label: 'AI SDK',
    blocks: [
      { label: 'Terminal', code: withKey(input, 'npm install ai @ai-sdk/openai') },
      { label: 'first-call.ts', code },
    ],
  };
}

function langChain(input: SnippetInput): Snippet {
  const code = lines(
    'import os',
    'from langchain_openai import ChatOpenAI',
    '',
    'llm = ChatOpenAI(',
    `    model="${model}",`,
    `    base_url="${input.gatewayUrl}/v1",`,
    '    api_key=os.environ["WEIR_KEY"],',
    ')',
    `print(llm.invoke("${question}").content)`,
  );
  return {
    id: 'langchain',
    label: 'LangChain',
    blocks: [
      { label: 'Terminal', code: withKey(input, 'pip install langchain-openai') },
      { label: 'first_call.py', code },
    ],
  };
}

function claudeCode(input: SnippetInput): Snippet {
  const code = withKey(
    input,
    `export ANTHROPIC_BASE_URL=${input.gatewayUrl}`,
    'export ANTHROPIC_AUTH_TOKEN=$WEIR_KEY',
    `export ANTHROPIC_MODEL=${model}`,
    `claude -p "${question}"`,
  );
  return {
    id: 'claude-code',
    label: 'Claude Code',
    blocks: [{ label: 'Terminal', code }],
    note: 'The sandbox only proves the way. Any model of any provider can stand in its place: ANTHROPIC_MODEL=openai/gpt-5-mini. With a provider key of Anthropic, leave the line out.',
  };
}

function codex(input: SnippetInput): Snippet {
  const config = lines(
    `model = "${model}"`,
    'model_provider = "weir"',
    '',
    '[model_providers.weir]',
    'name = "Weir"',
    `base_url = "${input.gatewayUrl}/v1"`,
    'env_key = "WEIR_KEY"',
    'wire_api = "responses"',
  );
  return {
    id: 'codex',
    label: 'Codex',
    blocks: [
      { label: '~/.codex/config.toml', code: config },
      { label: 'Terminal', code: withKey(input, `codex exec --skip-git-repo-check "${question}"`) },
    ],
    note: 'The sandbox only proves the way. Any model of any provider can stand in its place: model = "anthropic/claude-sonnet-4-5".',
  };
}

/** True for an address that only this machine itself can reach. */
export function isLocalUrl(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

function cursor({ gatewayUrl, key }: SnippetInput): Snippet {
  const reach = isLocalUrl(gatewayUrl)
    ? `Cursor calls from its own servers, which cannot reach ${gatewayUrl}: give this gateway a public address first.`
    : 'Cursor calls from its own servers: this address must be reachable from the internet.';
  return {
    id: 'cursor',
    label: 'Cursor',
    blocks: [
      { label: 'Settings > Models > API Keys > OpenAI API Key', code: key ?? '$WEIR_KEY' },
      { label: 'Override OpenAI Base URL', code: `${gatewayUrl}/v1` },
      { label: 'Add custom model', code: model },
    ],
    note: reach,
  };
}

/** A first call with every client, in the order of the page's tabs. */
export function snippetsFor(input: SnippetInput): readonly Snippet[] {
  const makers = [curl, openai, anthropic, googleGenai, aiSdk, langChain, claudeCode, codex, cursor];
  return makers.map((make) => make(input));
}
