/** What the first start made; each secret is shown this once. */
export type FirstSecrets = { readonly gatewayKey?: string | undefined; readonly managementToken?: string | undefined };

export type Instance = {
  readonly gatewayUrl: string;
  readonly webUrl: string;
  readonly home: string;
  /** Where the parts' logs are; undefined where they go to this process' own output. */
  readonly logs: string | undefined;
  readonly first: FirstSecrets | undefined;
};

/** The text that tells where everything is and what to do next. */
export function welcome(instance: Instance): string {
  return [
    ...places(instance),
    '',
    ...keys(instance),
    '',
    ...next(instance),
    '',
    'Ctrl-C stops it; a second one stops it at once.',
    '',
  ].join('\n');
}

function places({ gatewayUrl, webUrl, home, logs }: Instance): string[] {
  return [
    'Weir is running.',
    '',
    `  gateway   ${gatewayUrl}   point OpenAI clients at ${gatewayUrl}/v1, Anthropic clients at ${gatewayUrl}`,
    `  web       ${webUrl}   status page; management API, described at ${webUrl}/api/v1/openapi.json`,
    `  data      ${home}${logs === undefined ? '' : `   logs in ${logs}`}`,
  ];
}

function keys({ first, webUrl }: Instance): string[] {
  if (first === undefined) {
    return [
      'A new gateway key, with the management token that the first start printed:',
      '',
      `  curl ${webUrl}/api/v1/projects -H "authorization: Bearer $WEIR_TOKEN"`,
      `  curl ${webUrl}/api/v1/projects/PROJECT_ID/gateway-keys -H "authorization: Bearer $WEIR_TOKEN" \\`,
      `    -H 'content-type: application/json' -d '{"name": "mine"}'`,
    ];
  }
  const made = [
    ...(first.gatewayKey === undefined ? [] : [`  WEIR_KEY=${first.gatewayKey}`]),
    ...(first.managementToken === undefined ? [] : [`  WEIR_TOKEN=${first.managementToken}`]),
  ];
  return ['Keep these: they are shown only now, and only their hashes are stored.', '', ...made];
}

function next({ first, gatewayUrl, webUrl }: Instance): string[] {
  return [
    'Try it; the sandbox needs no provider:',
    '',
    `  curl ${gatewayUrl}/v1/chat/completions -H "authorization: Bearer ${first?.gatewayKey ?? '$WEIR_KEY'}" \\`,
    `    -H 'content-type: application/json' \\`,
    `    -d '{"model": "sandbox/fast", "messages": [{"role": "user", "content": "What does a weir do?"}]}'`,
    '',
    'Then store a provider key of your own:',
    '',
    `  curl ${webUrl}/api/v1/provider-keys -H "authorization: Bearer ${first?.managementToken ?? '$WEIR_TOKEN'}" \\`,
    `    -H 'content-type: application/json' -d '{"provider": "openai", "name": "main", "secret": "sk-..."}'`,
  ];
}
