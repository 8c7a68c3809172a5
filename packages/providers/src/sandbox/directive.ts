/** What the sandbox can be told to do instead of answering well. */
export const directives = [
  'error-400',
  'error-401',
  'error-403',
  'error-404',
  'error-429',
  'error-500',
  'error-503',
  'error-529',
  'error-quota',
  'error-context-length',
  'error-content-policy',
  'error-in-stream',
  'error-timeout',
  'error-cut',
  'error-stall',
] as const;
export type Directive = (typeof directives)[number];

function isDirective(text: string): text is Directive {
  return directives.some((directive) => directive === text);
}

/** The directive in a model's name (`error-429`), or as `sandbox/error-429` in the last message of the user. */
export function readDirective(model: string, lastUserText: string): Directive | undefined {
  const named = model.replace(/^sandbox\//, '');
  if (isDirective(named)) return named;
  const said = /\bsandbox\/(error-[a-z0-9-]{1,32})/.exec(lastUserText)?.[1]?.replace(/-+$/, '');
  return said !== undefined && isDirective(said) ? said : undefined;
}
