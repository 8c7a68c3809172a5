'use client';
import { useEffect, useRef, useState } from 'react';
import { setUrlFields, useUrlField } from './url-field.ts';

const restMs = 200;

/**
 * A field of the page's query that is typed: what is typed shows at once, and the URL follows when the typing rests. The
 * URL lags behind, so what comes back from it of our own is passed over; what others write there is taken over.
 */
export function useUrlText(name: string): readonly [string, (text: string) => void] {
  const [inUrl = ''] = useUrlField(name);
  const [text, setText] = useState(inUrl);
  const written = useRef(new Set([inUrl]));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (written.current.has(inUrl)) return;
    written.current = new Set([inUrl]);
    setText(inUrl);
  }, [inUrl]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      written.current.add(next);
      setUrlFields({ [name]: next });
    }, restMs);
  };
  return [text, change];
}
