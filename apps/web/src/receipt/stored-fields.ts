/** Fields of a stored document, of which nothing is certain: what is missing or of another kind is undefined. */
export function textAt(value: object, name: string): string | undefined {
  const text: unknown = Reflect.get(value, name);
  return typeof text === 'string' ? text : undefined;
}

export function numberAt(value: object, name: string): number | undefined {
  const number: unknown = Reflect.get(value, name);
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function objectAt(value: object, name: string): object | undefined {
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : undefined;
}

/** The objects of a list; whatever else is in it is left out. */
export function objectsAt(value: object, name: string): readonly object[] {
  const found: unknown = Reflect.get(value, name);
  return Array.isArray(found) ? found.filter((each) => typeof each === 'object' && each !== null) : [];
}
