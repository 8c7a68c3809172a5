function snippet(gatewayUrl: string): string {
  return [
    `curl ${gatewayUrl}/v1/chat/completions \\`,
    '  -H "Authorization: Bearer $WEIR_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model": "sandbox/fast",`,
    `       "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join('\n');
}

/** How to make the first call, without any vendor's key. */
export function FirstCall({ gatewayUrl }: { gatewayUrl: string }) {
  return (
    <section>
      <h2>Make the first call</h2>
      <p className="quiet">
        Put the gateway key that was printed at the first start into <code>WEIR_KEY</code>. The sandbox provider answers
        without a vendor key.
      </p>
      <pre>
        <code>{snippet(gatewayUrl)}</code>
      </pre>
      <p className="quiet">
        Point any OpenAI client at <code>{gatewayUrl}/v1</code> or any Anthropic client at <code>{gatewayUrl}</code>.
        Projects, keys, prices and usage are managed over REST: see the{' '}
        <a href="/api/v1/openapi.json">OpenAPI document</a>.
      </p>
    </section>
  );
}
