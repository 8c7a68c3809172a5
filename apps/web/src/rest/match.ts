import type { Endpoint } from './endpoints.ts';

/** An endpoint, and the fields that its path carries. */
export type Match = { readonly endpoint: Endpoint; readonly pathFields: Readonly<Record<string, string>> };

/** What stands at a path: an endpoint, other methods of it, or nothing. */
export type MatchResult =
  | { readonly kind: 'match'; readonly match: Match }
  | { readonly kind: 'method'; readonly allowed: readonly string[] }
  | { readonly kind: 'none' };

/** The names of the `{fields}` of a path. */
export function pathFieldsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap((found) => found[1] ?? []);
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function readSegments(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const fields: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const segment = decode(given[index] ?? '');
    const name = pathFieldsOf(part)[0];
    if (segment === undefined || segment === '') {
      if (part !== '') return undefined;
    } else if (name === undefined) {
      if (segment !== part) return undefined;
    } else {
      fields[name] = segment;
    }
  }
  return fields;
}

/** The endpoint for `method` at `path` (below /api/v1). Literal segments win over fields. */
export function matchEndpoint(endpoints: readonly Endpoint[], method: string, path: string): MatchResult {
  const here = endpoints
    .flatMap((endpoint) => {
      const pathFields = readSegments(endpoint.rest.path, path);
      return pathFields === undefined ? [] : [{ endpoint, pathFields }];
    })
    .sort((a, b) => Object.keys(a.pathFields).length - Object.keys(b.pathFields).length);
  const match = here.find(({ endpoint }) => endpoint.rest.method === method);
  if (match !== undefined) return { kind: 'match', match };
  if (here.length === 0) return { kind: 'none' };
  return { kind: 'method', allowed: here.map(({ endpoint }) => endpoint.rest.method) };
}
