import { type ChatSide, openHostLacks } from '../openai-like/chat-side.ts';
import { openaiLike } from '../openai-like/openai-like.ts';
import type { Provider } from '../provider.ts';
import { atUrl } from '../shared/at-url.ts';
import { urlUnder } from '../shared/url-under.ts';

/** https://docs.perplexity.ai/api-reference/chat-completions-post: it searches always, and calls no tools. */
const lacks: ChatSide['lacks'] = [
  ...openHostLacks.filter((feature) => feature !== 'web_search'),
  'tools',
  'tool_results',
  'output_json',
  'stop',
  'seed',
  'n',
  'logprobs',
  'logit_bias',
  'parallel_tool_calls',
  'user',
  'speaker_name',
  'video_input',
  'system_position',
];

const path = '/chat/completions';

const like = openaiLike({
  id: 'perplexity',
  name: 'Perplexity',
  baseUrl: 'https://api.perplexity.ai',
  keysUrl: 'https://www.perplexity.ai/account/api/keys',
  operations: ['chat'],
  // Every chunk reports usage.
  streamUsage: 'always',
  streamEnd: 'done-or-usage',
  chat: (model) => ({
    lacks,
    quirks: {
      lengthField: 'max_tokens',
      developerRole: false,
      alternates: true,
      replay: 'none',
      ...(/reasoning|deep-research/.test(model)
        ? { reasoning: 'reasoning_effort', efforts: ['minimal', 'low', 'medium', 'high'] }
        : { reasoning: 'none' }),
    },
  }),
});

/** https://docs.perplexity.ai: its paths stand right under the host, without a version; models cannot be listed. */
export const perplexity: Provider = {
  ...like,
  modelsPath: undefined,
  toHttp: (request, target) => ({ ...like.toHttp(request, target), url: urlUnder(target.baseUrl, path) }),
  chat: (request, model) => {
    const upstream = like.chat?.(request, model);
    return upstream === undefined ? undefined : atUrl(upstream, ({ baseUrl }) => urlUnder(baseUrl, path));
  },
};
