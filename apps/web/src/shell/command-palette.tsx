'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const openEvent = 'weir:palette';

/** Opens the command palette from anywhere. */
export function openPalette(): void {
  window.dispatchEvent(new Event(openEvent));
}

const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });

/** The command palette: Ctrl or Cmd and K. Its code loads at the first use. */
export function CommandPalette() {
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  useEffect(() => {
    const show = () => {
      setWasOpened(true);
      setOpen(true);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      show();
    };
    window.addEventListener(openEvent, show);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener(openEvent, show);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
  return wasOpened ? <Palette open={open} onOpenChange={setOpen} /> : null;
}
