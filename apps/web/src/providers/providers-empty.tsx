'use client';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useOrigin } from '../client/use-origin.ts';
import { useHref } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Stands where no provider key was ever stored. */
export function ProvidersEmpty({ onNew }: { readonly onNew: () => void }) {
  const mayWrite = useMay('provider_key.write');
  const href = useHref();
  const origin = useOrigin();
  const code = [
    `curl -X POST ${origin}/api/v1/provider-keys \\`,
    '  -H "Authorization: Bearer $WEIR_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"provider": "openai", "name": "OpenAI", "secret": "'$OPENAI_API_KEY'"}'`,
  ].join('\n');
  return (
    <EmptyState
      title="No provider key yet"
      actions={
        mayWrite && (
          <Button look="primary" onClick={onNew}>
            <Plus className="size-4" aria-hidden="true" />
            New provider key
          </Button>
        )
      }
    >
      <p>
        A provider key is a credential of yours at a provider such as OpenAI or Anthropic, or at a host of your own. It
        is sealed, tried at once, and used for every call that needs it. Until there is one, the{' '}
        <Link className="link" href={href('playground')}>
          sandbox
        </Link>{' '}
        answers.
      </p>
      {mayWrite ? (
        <CodeBlock label="Over the management API" code={code} />
      ) : (
        <p>An owner or an admin can store one.</p>
      )}
    </EmptyState>
  );
}
