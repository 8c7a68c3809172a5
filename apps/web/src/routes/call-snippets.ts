const question = 'What does a weir do?';
const lines = (...all: readonly string[]) => all.join('\n');

/** How a route is called by its name, with several clients. */
export function callSnippets({ gatewayUrl, name }: { readonly gatewayUrl: string; readonly name: string }) {
  return [
    {
      id: 'curl',
      label: 'curl',
      code: lines(
        `curl ${gatewayUrl}/v1/chat/completions \\`,
        '  -H "Authorization: Bearer $WEIR_KEY" \\',
        '  -H "Content-Type: application/json" \\',
        `  -d '{"model": "${name}",`,
        `       "messages": [{"role": "user", "content": "${question}"}]}'`,
      ),
    },
    {
      id: 'typescript',
      label: 'TypeScript',
      code: lines(
        "import OpenAI from 'openai';",
        '',
        `const client = new OpenAI({ baseURL: '${gatewayUrl}/v1', apiKey: process.env.WEIR_KEY });`,
        'const answer = await client.chat.completions.create({',
        `  model: '${name}',`,
        `  messages: [{ role: 'user', content: '${question}' }],`,
        '});',
        'console.log(answer.choices[0].message.content);',
      ),
    },
    {
      id: 'python',
      label: 'Python',
      code: lines(
        'import os',
        'from openai import OpenAI',
        '',
        `client = OpenAI(base_url="${gatewayUrl}/v1", api_key=os.environ["WEIR_KEY"])`,
        'answer = client.chat.completions.create(',
        `    model="${name}",`,
        `    messages=[{"role": "user", "content": "${question}"}],`,
        ')',
        'print(answer.choices[0].message.content)',
      ),
    },
    {
      id: 'anthropic',
      label: 'Anthropic SDK',
      code: lines(
        'import os',
        'from anthropic import Anthropic',
        '',
        `client = Anthropic(base_url="${gatewayUrl}", api_key=os.environ["WEIR_KEY"])`,
        'message = client.messages.create(',
        `    model="${name}",`,
        '    max_tokens=300,',
        `    messages=[{"role": "user", "content": "${question}"}],`,
        ')',
        'print(message.content[0].text)',
      ),
    },
  ] as const;
}
