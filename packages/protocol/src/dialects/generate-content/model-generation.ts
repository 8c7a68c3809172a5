/** Names without a number that stand for the newest models (https://ai.google.dev/gemini-api/docs/models). */
const newest = /gemini-(?:pro|flash|flash-lite)-latest/;

/** The generation in a model's name, as 2.5 for `gemini-2.5-flash`; undefined for a model that is no Gemini. */
export function modelGeneration(model: string): number | undefined {
  const number = /gemini-(\d{1,2}(?:\.\d{1,2})?)(?![\d.])/.exec(model)?.[1];
  if (number !== undefined) return Number(number);
  return newest.test(model) ? 3 : undefined;
}
