/** A question as fields of a request. */
export type Question = {
  /** Below /api/v1. */
  readonly path: `/${string}`;
  readonly fields: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** The fields as a query; lists are comma-separated. */
export function queryOf(fields: Question['fields']): URLSearchParams {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    return value === undefined || value.length === 0 ? [] : [[name, [value].flat().join(',')]];
  });
  return new URLSearchParams(entries);
}

/** `text` as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The request as a command to run; the token comes from the environment, for it is nobody's to read here. */
export function apiCall({ path, fields }: Question, origin: string): string {
  const parts = [...queryOf(fields)].map(([name, value]) => `  --data-urlencode ${quoted(`${name}=${value}`)}`);
  const lines = [
    `curl --get ${quoted(`${origin}/api/v1${path}`)}`,
    `  -H "Authorization: Bearer $WEIR_TOKEN"`,
    ...parts,
  ];
  return lines.join(' \\\n');
}
