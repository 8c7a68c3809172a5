'use client';
import { RotateCw } from 'lucide-react';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Time } from '../ui/time.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useProviderTask } from './provider-task.tsx';

/** What a refusal means, by its class, and what to do. */
const words = {
  auth: 'It is revoked, mistyped or without the right to what it was asked for. Enter a new secret.',
  quota:
    'The account behind it has no quota or money left. Top it up at the provider, or enter a key of another account.',
} as const;

/** That the provider refuses a key now: what it said, since when, when it is tried again, and what to do. */
export function RefusalNotice({ providerKey }: { readonly providerKey: ProviderKey }) {
  const mayWrite = useMay('provider_key.write');
  const { start } = useProviderTask();
  const { refused } = providerKey;
  if (refused === undefined) return null;
  const { code, status, at, until } = refused;
  return (
    <Notice
      kind="bad"
      title="The provider refuses this key"
      actions={
        mayWrite && (
          <Button size="sm" onClick={() => start({ kind: 'rotate', providerKey })}>
            <RotateCw className="size-3.5" aria-hidden="true" />
            New secret
          </Button>
        )
      }
    >
      <p>{code === 'quota' ? words.quota : words.auth}</p>
      <p className="mt-1.5 text-xs text-quiet">
        Refused <Time at={at} /> with {status === undefined ? code : `HTTP ${status}`}. Until it is tried again,{' '}
        <Time at={until} />, other keys take its calls. A new secret is tried at once.
      </p>
    </Notice>
  );
}
