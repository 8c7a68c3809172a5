import type { ProviderTarget } from '../provider.ts';
import { publishedBy } from './publisher.ts';

type Addressed = Pick<ProviderTarget, 'model' | 'settings'>;

/**
 * The version for Google's own models: ids of calls, and all that the Gemini API has as well, are known to this one, which
 * is what Google's SDK uses. Other makers' models stand in `v1`.
 */
const googleVersion = 'v1beta1';

/** Where a project's models are; without a project the endpoints of express mode, which go by the API key alone. */
function root(settings: Addressed['settings'], version: string): string {
  const { projectId, region = 'global' } = settings ?? {};
  if (projectId === undefined) return `/${version}`;
  return `/${version}/projects/${encodeURIComponent(projectId)}/locations/${encodeURIComponent(region)}`;
}

/** The path of a method of a model (https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference). */
export function methodPath({ model, settings }: Addressed, method: string): string {
  const { publisher, name } = publishedBy(model);
  const version = publisher === 'google' ? googleVersion : 'v1';
  const maker = encodeURIComponent(publisher);
  // Versions of Claude stand behind an at sign, which is no special character in a path.
  const id = encodeURIComponent(name).replaceAll('%40', '@');
  return `${root(settings, version)}/publishers/${maker}/models/${id}:${method}`;
}

/** The OpenAI-compatible endpoint for open models (https://cloud.google.com/vertex-ai/generative-ai/docs/maas/call-open-model-apis). */
export function openPath({ settings }: Addressed): string {
  return `${root(settings, 'v1')}/endpoints/openapi/chat/completions`;
}

/** Where Claude's tokens are counted: a model of its own name (https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai). */
export function claudeCountPath({ settings }: Addressed): string {
  return methodPath(
    { model: 'publishers/anthropic/models/count-tokens', ...(settings === undefined ? {} : { settings }) },
    'rawPredict',
  );
}

/** Claude and Mistral are spoken to in their makers' languages. */
export function rawMethod(streaming: boolean): string {
  return streaming ? 'streamRawPredict' : 'rawPredict';
}
