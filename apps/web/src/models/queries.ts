/** What the page asks first; its server asks the same. */
export const modelsAsked = (projectId: string | undefined) => (projectId === undefined ? {} : { projectId });

/** As many own price lines as a page of the list holds. */
export const pricesAsked = { limit: 200 } as const;
