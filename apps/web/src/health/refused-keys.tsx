'use client';
import { formatMs } from '../format/number.ts';
import { wordsOfFailure } from '../receipt/failure-words.ts';
import { useHref } from '../shell/project.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { RefusedKey } from './health-data.ts';
import { useKeyName } from './key-names.tsx';
import { ago } from './last-failure.tsx';

/** The provider keys that their providers refuse now: since when, until when, and the way to put it right. */
export function RefusedKeys({ keys, nowMs }: { readonly keys: readonly RefusedKey[]; readonly nowMs: number }) {
  const href = useHref();
  const keyName = useKeyName();
  return keys.map((key) => {
    const { providerKeyId, code, status, atMs, untilMs } = key;
    const leftMs = untilMs - nowMs;
    return (
      <Notice
        key={providerKeyId}
        kind="bad"
        title={`${keyName(key)} is refused by its provider`}
        actions={
          <ButtonLink size="sm" href={href('providers', { id: providerKeyId })}>
            Open the key
          </ButtonLink>
        }
      >
        {wordsOfFailure(code) ?? code}{' '}
        <span className="text-quiet">
          Refused {ago(atMs, nowMs)}
          {status !== undefined && ` with HTTP ${status}`};{' '}
          {leftMs > 1_000
            ? `the next call may try it in ${formatMs(Math.ceil(leftMs / 1_000) * 1_000).replace('.0 s', ' s')}.`
            : 'the next call may try it.'}
        </span>
      </Notice>
    );
  });
}
