/** `of` with another value of a field; without the field where the value is undefined. */
export function withField<Of extends object, Name extends keyof Of>(of: Of, name: Name, value: Of[Name]): Of {
  const copy = { ...of };
  if (value === undefined) Reflect.deleteProperty(copy, name);
  else copy[name] = value;
  return copy;
}

/** `of`, or undefined where nothing is in it: an object that says nothing is left out. */
export function unlessEmpty<Of extends object>(of: Of): Of | undefined {
  return Object.keys(of).length === 0 ? undefined : of;
}
