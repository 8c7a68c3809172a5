'use client';
import { snippetsFor } from '../get-started/snippets.ts';
import { useViewer } from '../shell/viewer.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Stands where no target was called since the gateway started, or for so long that nothing is left of it. */
export function HealthEmpty() {
  const { gatewayUrl } = useViewer();
  const block = snippetsFor({ gatewayUrl, key: undefined })[0]?.blocks[0];
  return (
    <EmptyState title="Nothing was called lately">
      <p>
        Each provider, model and key appears here with its first call: its circuit, how often it fails, how fast it
        answers and what is left of its limits. This call makes one.
      </p>
      {block !== undefined && <CodeBlock label={block.label} code={block.code} />}
    </EmptyState>
  );
}
