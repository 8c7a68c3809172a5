'use client';
import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { type Draft, emptyDraft, readDraft, saveDraft } from './draft.ts';

const saveMs = 300;

/** The draft that this tab keeps under `key`, and how it is changed. Empty and not ready until the tab was asked. */
export function useDraft(key: string): readonly [Draft, Dispatch<SetStateAction<Draft>>, boolean] {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    setDraft(readDraft(sessionStorage, key));
    setReady(true);
  }, [key]);
  useEffect(() => {
    if (!isReady) return;
    const save = () => saveDraft(sessionStorage, key, draft);
    const timer = setTimeout(save, saveMs);
    window.addEventListener('pagehide', save);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', save);
    };
  }, [draft, isReady, key]);
  return [draft, setDraft, isReady];
}
