import type { GatewayKey } from './gateway-key.ts';

/** What each provider speaks, by its id. */
export type Spoken = ReadonlyMap<string, readonly string[]>;

/** A model that the key may call, for a snippet; the sandbox's where it may call any. */
function modelFor(allowedModels: GatewayKey['allowedModels']): string {
  const [pattern] = allowedModels ?? [];
  if (pattern === undefined || pattern === '*' || pattern === 'sandbox/*') return 'sandbox/fast';
  return pattern.endsWith('/*') ? `${pattern.slice(0, -1)}MODEL` : pattern;
}

/** True for a model that is only reached in Anthropic's dialect. */
function isMessagesOnly(model: string, spoken: Spoken): boolean {
  const operations = spoken.get(model.split('/')[0] ?? '') ?? [];
  return operations.includes('messages') && !operations.includes('chat');
}

/** A call to run in a shell, with the key's text or, without it, the variable that holds it. */
export function firstCall(options: {
  readonly gatewayUrl: string;
  readonly key?: string;
  readonly allowedModels: GatewayKey['allowedModels'];
  readonly spoken: Spoken;
}): string {
  const { gatewayUrl, key, allowedModels, spoken } = options;
  const model = modelFor(allowedModels);
  const isMessages = isMessagesOnly(model, spoken);
  return [
    ...(key === undefined ? [] : [`export WEIR_KEY=${key}`, '']),
    `curl ${gatewayUrl}/v1/${isMessages ? 'messages' : 'chat/completions'} \\`,
    '  -H "Authorization: Bearer $WEIR_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model": "${model}",${isMessages ? ' "max_tokens": 100,' : ''}`,
    `       "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join('\n');
}
