const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether PostgreSQL would take `text` for a uuid; asking it with anything else is an error. */
export function isUuid(text: string): boolean {
  return form.test(text);
}
