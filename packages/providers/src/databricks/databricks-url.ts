import type { Operation } from '@weir/protocol/operation';
import { urlUnder } from '../shared/url-under.ts';

const paths: Readonly<Partial<Record<Operation, string>>> = {
  chat: '/chat/completions',
  embeddings: '/embeddings',
  messages: '/anthropic/v1/messages',
};

/**
 * Where a workspace takes an operation; undefined where it has none. Base URLs are those of the vendor's pages, with
 * `/serving-endpoints`, or the bare host.
 */
export function databricksUrl(operation: Operation, baseUrl: string): string | undefined {
  const path = paths[operation];
  const isWhole = /\/serving-endpoints\/?(?=$|\?)/.test(baseUrl);
  return path === undefined ? undefined : urlUnder(baseUrl, isWhole ? path : `/serving-endpoints${path}`);
}
