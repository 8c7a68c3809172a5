/** As many as a page of the list holds; the page and its server ask the same. */
export const keysAsked = { limit: 200 } as const;
