export type Instance = {
  readonly gatewayUrl: string;
  readonly webUrl: string;
  readonly home: string;
  /** Where the parts' logs are; undefined where they go to this process' own output. */
  readonly logs: string | undefined;
};

/** The text that tells where everything is and what to do next. WEIR_KEY and WEIR_TOKEN are those of the first start. */
export function welcome({ gatewayUrl, webUrl, home, logs }: Instance): string {
  const json = `-H 'content-type: application/json'`;
  const token = `-H "authorization: Bearer $WEIR_TOKEN"`;
  return [
    '',
    'Weir is running.',
    '',
    `  gateway   ${gatewayUrl}   OpenAI clients use ${gatewayUrl}/v1, Anthropic clients ${gatewayUrl}`,
    `  web       ${webUrl}   sign up here; management API, described at ${webUrl}/api/v1/openapi.json`,
    `  data      ${home}${logs === undefined ? '' : `   logs in ${logs}`}`,
    '',
    'Try it; the sandbox needs no provider (WEIR_KEY and WEIR_TOKEN were shown at the first start):',
    '',
    `  curl ${gatewayUrl}/v1/chat/completions -H "authorization: Bearer $WEIR_KEY" ${json} \\`,
    `    -d '{"model": "sandbox/fast", "messages": [{"role": "user", "content": "What does a weir do?"}]}'`,
    '',
    'Store a provider key of your own, and make another gateway key:',
    '',
    `  curl ${webUrl}/api/v1/provider-keys ${token} ${json} \\`,
    `    -d '{"provider": "openai", "name": "main", "secret": "sk-..."}'`,
    `  curl ${webUrl}/api/v1/projects ${token}`,
    `  curl ${webUrl}/api/v1/projects/PROJECT_ID/gateway-keys ${token} ${json} -d '{"name": "mine"}'`,
    '',
    'Ctrl-C stops it; a second one stops it at once.',
    '',
    '',
  ].join('\n');
}
