'use client';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';

type ListPage<Row> = { readonly data: readonly Row[]; readonly nextCursor: string | null };

/** The rows that were read so far; undefined before the first page. */
export function rowsOf<Row>(data: InfiniteData<ListPage<Row>> | undefined): readonly Row[] | undefined {
  return data?.pages.flatMap((page) => page.data);
}

/** Reads a list to its end, page by page, for those that are searched and sorted as a whole. Gives what is there so far. */
export function useEveryPage<Row>(
  query: UseInfiniteQueryResult<InfiniteData<ListPage<Row>>, unknown>,
): readonly Row[] | undefined {
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const isNextDue = hasNextPage && !isFetchingNextPage && !isError;
  useEffect(() => {
    if (isNextDue) void fetchNextPage();
  }, [isNextDue, fetchNextPage]);
  return rowsOf(data);
}
