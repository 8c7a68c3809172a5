const indent = '  ';

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, of]) => `${JSON.stringify(name)}: ${oneLine(of)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function written(value: unknown, margin: string, used: number): string {
  const short = oneLine(value);
  const isPlain = typeof value !== 'object' || value === null;
  if (isPlain || margin.length + used + short.length <= columns || short.length <= 4) return short;
  const inner = margin + indent;
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${written(item, inner, 1)}`)
    : Object.entries(value).map(([name, of]) => {
        const before = `${JSON.stringify(name)}: `;
        return `${inner}${before}${written(of, inner, before.length + 1)}`;
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${margin}${close}`;
}

const columns = 64;

/** A value of JSON as people write it: what fits into a line stands in one. Fields that are undefined are left out. */
export function formatJson(value: unknown): string {
  return written(JSON.parse(JSON.stringify(value)), '', 0);
}
