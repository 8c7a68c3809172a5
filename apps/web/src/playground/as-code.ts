export type CodeLanguage = 'curl' | 'typescript' | 'python';

const plainKey = /^[a-zA-Z_$][\w$]*$/;

type Style = {
  readonly text: (text: string) => string;
  readonly key: (key: string) => string;
  readonly nothing: string;
  readonly yes: string;
  readonly no: string;
};

const typescript: Style = {
  text: (text) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`,
  key: (key) => (plainKey.test(key) ? key : `'${key}'`),
  nothing: 'null',
  yes: 'true',
  no: 'false',
};

const python: Style = {
  text: (text) => JSON.stringify(text),
  key: (key) => JSON.stringify(key),
  nothing: 'None',
  yes: 'True',
  no: 'False',
};

const lineMax = 88;

function literal(value: unknown, style: Style, indent: string): string {
  if (value === null || value === undefined) return style.nothing;
  if (value === true) return style.yes;
  if (value === false) return style.no;
  if (typeof value === 'string') return style.text(value);
  if (typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((each) => literal(each, style, inner))
    : Object.entries(value).map(([key, each]) => `${style.key(key)}: ${literal(each, style, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const space = isList || parts.length === 0 ? '' : ' ';
  const short = `${open}${space}${parts.join(', ')}${space}${close}`;
  if (!short.includes('\n') && indent.length + short.length <= lineMax) return short;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

/** A chat completion, and where it goes. */
export type Program = {
  readonly request: Readonly<Record<string, unknown>>;
  readonly gatewayUrl: string;
};

function asCurl({ request, gatewayUrl }: Program): string {
  const body = JSON.stringify(request, null, 2).replaceAll("'", String.raw`'\''`);
  const headers = `-H "authorization: Bearer $WEIR_KEY" -H 'content-type: application/json'`;
  return [`curl ${gatewayUrl}/v1/chat/completions \\`, `  ${headers} \\`, `  -d '${body}'`].join('\n');
}

function asTypescript({ request, gatewayUrl }: Program): string {
  return [
    "import OpenAI from 'openai';",
    '',
    `const openai = new OpenAI({ baseURL: ${typescript.text(`${gatewayUrl}/v1`)}, apiKey: process.env.WEIR_KEY });`,
    '',
    `const answer = await openai.chat.completions.create(${literal(request, typescript, '')});`,
    'console.log(answer.choices[0]?.message);',
  ].join('\n');
}

function asPython({ request, gatewayUrl }: Program): string {
  const fields = Object.entries(request).map(([field, value]) => `    ${field}=${literal(value, python, '    ')},`);
  return [
    'import os',
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url=${python.text(`${gatewayUrl}/v1`)}, api_key=os.environ["WEIR_KEY"])`,
    '',
    'answer = client.chat.completions.create(',
    ...fields,
    ')',
    'print(answer.choices[0].message)',
  ].join('\n');
}

const writers: Readonly<Record<CodeLanguage, (program: Program) => string>> = {
  curl: asCurl,
  typescript: asTypescript,
  python: asPython,
};

/** A request as a program that sends it, with the gateway key in `WEIR_KEY`. */
export function asCode(language: CodeLanguage, program: Program): string {
  return writers[language](program);
}
