'use client';
import { Card } from '../ui/card.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { type Snippet, snippetsFor } from './snippets.ts';

function Blocks({ snippet }: { readonly snippet: Snippet }) {
  return (
    <div className="grid grid-cols-1 gap-3">
      {snippet.blocks.map(({ label, code }) => (
        <CodeBlock key={label} label={label} code={code} />
      ))}
      {snippet.note !== undefined && <p className="text-xs text-quiet">{snippet.note}</p>}
    </div>
  );
}

/** A first call with each client, ready to be run. */
export function SnippetTabs({
  gatewayUrl,
  gatewayKey,
}: {
  readonly gatewayUrl: string;
  readonly gatewayKey: string | undefined;
}) {
  const snippets = snippetsFor({ gatewayUrl, key: gatewayKey });
  return (
    <Card title="2. Make a call" description="The sandbox answers without any provider key, and costs nothing.">
      <Tabs
        label="Clients"
        className="-mt-2"
        tabs={snippets.map((snippet) => ({
          value: snippet.id,
          label: snippet.label,
          content: <Blocks snippet={snippet} />,
        }))}
      />
    </Card>
  );
}
