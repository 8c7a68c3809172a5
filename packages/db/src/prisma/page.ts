/** Newest first, starting behind the row with the id `after`; `take` rows, all when absent. */
export type Page = { readonly after?: string | undefined; readonly take?: number | undefined };

/** `page` in Prisma's terms. Ids rise with time, so their order is the order of making. */
export function paged(page: Page) {
  return {
    where: page.after === undefined ? {} : { id: { lt: page.after } },
    order: { orderBy: { id: 'desc' as const }, ...(page.take === undefined ? {} : { take: page.take }) },
  };
}
