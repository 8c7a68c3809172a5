import '../client/no-eval.ts';
import {
  array,
  literal,
  looseObject,
  optional,
  type output,
  record,
  regex,
  strictObject,
  string,
  unknown,
} from 'zod/mini';
import type { $ZodIssue } from 'zod/v4/core';

const toolSchema = strictObject({
  type: literal('function'),
  function: looseObject({
    name: string().check(regex(/^[a-zA-Z0-9_-]{1,64}$/, 'takes letters, digits, _ and -, at most 64')),
    description: optional(string()),
    parameters: optional(record(string(), unknown())),
  }),
});
export type Tool = output<typeof toolSchema>;

export const toolChoices = ['auto', 'required', 'none'] as const;
export type ToolChoice = (typeof toolChoices)[number];

/** Text as tools, or what is wrong with it. */
export type ReadTools = { readonly tools: readonly Tool[] } | { readonly fault: string };

/** The line of the character at `offset`. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where engines say it, the words of a JSON error name the line. */
function jsonFault(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const where = position === undefined ? '' : `, near line ${lineAt(text, Number(position))}`;
  return `This is not JSON${where}.`;
}

function pathWords(path: readonly PropertyKey[]): string {
  const [index, ...rest] = path;
  const place = rest.map(String).join('.');
  const tool = typeof index === 'number' ? `Tool ${index + 1}` : 'The list';
  return place === '' ? tool : `${tool}, ${place}`;
}

const issueWordsOf: Readonly<Record<string, string>> = {
  invalid_value: 'must be "function"',
  invalid_type: 'is missing or of another type',
  unrecognized_keys: 'has a field that tools do not have',
};

function issueWords(issue: $ZodIssue | undefined): string {
  if (issue === undefined) return 'This is no list of tools.';
  if (issue.path.length === 0) return 'Tools are a list: [ ... ].';
  const words = issueWordsOf[issue.code] ?? issue.message;
  return `${pathWords(issue.path)}: ${words}.`;
}

/** Reads tools as OpenAI's dialect writes them. Empty text is no tools. */
export function readTools(text: string): ReadTools {
  if (text.trim() === '') return { tools: [] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { fault: jsonFault(text, error) };
  }
  const read = array(toolSchema).safeParse(value);
  if (!read.success) return { fault: issueWords(read.error.issues[0]) };
  const names = read.data.map((tool) => tool.function.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? { tools: read.data } : { fault: `Two tools are called ${twice}.` };
}

/** A tool to begin with. */
export const sampleTools = JSON.stringify(
  [
    {
      type: 'function',
      function: {
        name: 'get_weather',
        description: 'The weather in a city now.',
        parameters: {
          type: 'object',
          properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
          required: ['city'],
        },
      },
    },
  ],
  null,
  2,
);

/** A prompt that makes a model call the sample tool, the sandbox too. */
export const samplePrompt = 'Use get_weather to tell me the weather in Basel.';
