/** The query of a page's URL. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The one value of a field of the query; undefined when it is absent or there are several. */
export function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
