import type { GatewayKey } from './gateway-key.ts';

/** A model that the key may call, for a snippet; the sandbox's where it may call any. */
function modelFor(allowedModels: GatewayKey['allowedModels']): string {
  const [pattern] = allowedModels ?? [];
  if (pattern === undefined || pattern === '*' || pattern === 'sandbox/*') return 'sandbox/fast';
  return pattern.endsWith('/*') ? `${pattern.slice(0, -1)}MODEL` : pattern;
}

/** A call to run in a shell, with the key's text or, without it, the variable that holds it. */
export function firstCall(options: {
  readonly gatewayUrl: string;
  readonly key?: string;
  readonly allowedModels: GatewayKey['allowedModels'];
}): string {
  const { gatewayUrl, key, allowedModels } = options;
  const model = modelFor(allowedModels);
  return [
    ...(key === undefined ? [] : [`export WEIR_KEY=${key}`, '']),
    `curl ${gatewayUrl}/v1/chat/completions \\`,
    '  -H "Authorization: Bearer $WEIR_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model": "${model}",`,
    `       "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join('\n');
}
