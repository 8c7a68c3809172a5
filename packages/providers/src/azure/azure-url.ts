import type { Operation } from '@weir/protocol/operation';
import type { ProviderTarget } from '../provider.ts';
import { urlUnder } from '../shared/url-under.ts';

const v1Paths: Readonly<Partial<Record<Operation, string>>> = {
  chat: '/openai/v1/chat/completions',
  responses: '/openai/v1/responses',
  embeddings: '/openai/v1/embeddings',
  images: '/openai/v1/images/generations',
  image_edits: '/openai/v1/images/edits',
  speech: '/openai/v1/audio/speech',
  transcription: '/openai/v1/audio/transcriptions',
  messages: '/anthropic/v1/messages',
  count_tokens: '/anthropic/v1/messages/count_tokens',
};

/** The resource's own address, of whatever endpoint the portal showed. */
function rootOf(baseUrl: string): string {
  return baseUrl.replace(/\/(?:openai|anthropic)(?:\/v1)?\/?(?=$|\?)/, '');
}

/** Claude is at the Foundry host of a resource, which has the same first label. */
function foundryRootOf(root: string): string {
  return root.replace(/^(https:\/\/[a-z0-9-]+)\.openai\.azure\.com/i, '$1.services.ai.azure.com');
}

/** The API of dated versions: the deployment is in the path, but of responses. */
function datedPath(operation: Operation, model: string): string | undefined {
  if (operation === 'responses') return '/openai/responses';
  const path = v1Paths[operation]?.replace('/openai/v1', '');
  return path === undefined ? undefined : `/openai/deployments/${encodeURIComponent(model)}${path}`;
}

/**
 * Where a resource takes an operation: the v1 API, which names no version, or that of the dated `apiVersion` of the
 * provider key's settings. Undefined where Azure has no such operation.
 * Source: https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle.
 */
export function azureUrl(operation: Operation, { baseUrl, model, settings }: ProviderTarget): string | undefined {
  const path = v1Paths[operation];
  const root = rootOf(baseUrl);
  if (path === undefined) return undefined;
  if (path.startsWith('/anthropic')) return urlUnder(foundryRootOf(root), path);
  const version = settings?.['apiVersion'] ?? 'v1';
  if (version === 'v1') return urlUnder(root, path);
  const dated = version === 'preview' ? undefined : datedPath(operation, model);
  return urlUnder(root, `${dated ?? path}?api-version=${encodeURIComponent(version)}`);
}
