/** How lists go on, for `infiniteQueryOptions`: where the page before says, and not at all after the last. */
export const nextPage = {
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor,
};
