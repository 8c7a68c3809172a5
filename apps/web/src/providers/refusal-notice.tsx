'use client';
import { RotateCw } from 'lucide-react';
import { wordsOfFailure } from '../receipt/failure-words.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Time } from '../ui/time.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useProviderTask } from './provider-task.tsx';

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
      <p>{wordsOfFailure(code)}</p>
      <p className="mt-1.5 text-xs text-quiet">
        Refused <Time at={at} /> with {status === undefined ? code : `HTTP ${status}`}. Until it is tried again,{' '}
        <Time at={until} />, other keys take its calls. A new secret is tried at once.
      </p>
    </Notice>
  );
}
