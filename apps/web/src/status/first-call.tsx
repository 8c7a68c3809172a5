import Link from 'next/link';
import { Card } from '../ui/card.tsx';
import { CodeBlock } from '../ui/code-block.tsx';

function snippet(gatewayUrl: string): string {
  return [
    `curl ${gatewayUrl}/v1/chat/completions \\`,
    '  -H "Authorization: Bearer $WEIR_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"model": "sandbox/fast",`,
    `       "messages": [{"role": "user", "content": "Hello"}]}'`,
  ].join('\n');
}

/** How to see with a call of one's own that the instance works, without any vendor's key. */
export function FirstCall({ gatewayUrl }: { readonly gatewayUrl: string }) {
  return (
    <Card title="Try it with a call" description="The sandbox provider answers without a vendor key.">
      <div className="grid grid-cols-1 gap-3">
        <CodeBlock label="Shell" code={snippet(gatewayUrl)} />
        <p className="text-sm text-quiet">
          Put a gateway key into <code>WEIR_KEY</code>. OpenAI clients take <code>{gatewayUrl}/v1</code> as base URL,
          Anthropic clients <code>{gatewayUrl}</code>. More in the{' '}
          <Link className="link" href="/docs">
            documentation
          </Link>{' '}
          and the{' '}
          <a className="link" href="/api/v1/openapi.json">
            OpenAPI document
          </a>
          .
        </p>
      </div>
    </Card>
  );
}
