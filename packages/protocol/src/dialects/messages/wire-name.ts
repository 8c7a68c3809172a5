/** What Anthropic takes as the name of a tool; ids of calls have the same alphabet. */
const foreign = /[^a-zA-Z0-9_-]/g;
const escaped = /-u([0-9a-f]{4})-/g;
/** What would be read as the beginning of an escape. */
const lookalike = /-(?=u[0-9a-f]{4})/g;

function escapeUnit(unit: string): string {
  return `-u${unit.charCodeAt(0).toString(16).padStart(4, '0')}-`;
}

/**
 * A name (of a tool, or a call's id) in Anthropic's alphabet: any other UTF-16 unit becomes `-uXXXX-`, and so does the
 * dash of a name that has such a mark of its own, so that `fromWireName` gives every name back without a table. Names of
 * the alphabet stay as they are. Tools are named so in what Anthropic gets only; ids of calls also in answers to clients,
 * who hand them on to whoever comes next.
 */
export function toWireName(name: string): string {
  return name.replace(lookalike, escapeUnit).replace(foreign, escapeUnit);
}

/** The name that `toWireName` was given. */
export function fromWireName(name: string): string {
  if (!name.includes('-u')) return name;
  return name.replace(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
