'use client';
import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';

const DocsSearch = dynamic(() => import('./docs-search.tsx').then((module) => module.DocsSearch), { ssr: false });

/** Opens the search: by press, Ctrl or Cmd and K, or a slash. Its code loads at the first use. */
export function DocsSearchButton() {
  const [open, setOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const show = () => {
    setWasOpened(true);
    setOpen(true);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      const isChord = event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey);
      if (!isChord && (event.key !== '/' || isTyping)) return;
      event.preventDefault();
      setWasOpened(true);
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={show}
        className="hidden h-7 w-52 items-center justify-between rounded-md border border-line-strong bg-surface pr-1 pl-2.5 text-sm text-quiet shadow-card hover:bg-hover hover:text-text sm:inline-flex"
      >
        <span className="inline-flex items-center gap-2">
          <Search className="size-3.5" aria-hidden="true" />
          Search
        </span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <IconButton label="Search" className="sm:hidden" onClick={show}>
        <Search className="size-4" aria-hidden="true" />
      </IconButton>
      {wasOpened && <DocsSearch open={open} onOpenChange={setOpen} />}
    </>
  );
}
