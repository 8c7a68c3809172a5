'use client';
import { Plus } from 'lucide-react';
import { useOrigin } from '../client/use-origin.ts';
import { useOneProject } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Stands where no key was ever issued. */
export function KeysEmpty({ onNew }: { readonly onNew: () => void }) {
  const mayWrite = useMay('gateway_key.write');
  const project = useOneProject();
  const origin = useOrigin();
  const code = [
    'curl -X POST \\',
    `  ${origin}/api/v1/projects/${project?.id ?? 'PROJECT'}/gateway-keys \\`,
    '  -H "Authorization: Bearer $WEIR_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"name": "My service"}'`,
  ].join('\n');
  return (
    <EmptyState
      title="No gateway key yet"
      actions={
        mayWrite && (
          <Button look="primary" onClick={onNew}>
            <Plus className="size-4" aria-hidden="true" />
            New key
          </Button>
        )
      }
    >
      <p>
        A gateway key is what your code carries instead of a vendor's. It works with unmodified clients of OpenAI,
        Anthropic and Google, and every call with it is counted and priced here.
      </p>
      <CodeBlock label="Over the management API" code={code} />
    </EmptyState>
  );
}
