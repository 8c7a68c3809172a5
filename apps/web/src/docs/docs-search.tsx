'use client';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { readSearchIndex, type SearchEntry, search } from './search.ts';

type Index =
  | { readonly state: 'loading' | 'failed' }
  | { readonly state: 'ready'; readonly entries: readonly SearchEntry[] };

function useIndex(): Index {
  const [index, setIndex] = useState<Index>({ state: 'loading' });
  useEffect(() => {
    const leaving = new AbortController();
    readSearchIndex(leaving.signal)
      .then((entries) => setIndex({ state: 'ready', entries }))
      .catch(() => void (leaving.signal.aborted || setIndex({ state: 'failed' })));
    return () => leaving.abort();
  }, []);
  return index;
}

function wordsFor(index: Index, text: string): string {
  if (index.state === 'loading') return 'The index is on its way.';
  if (index.state === 'failed') return 'The index could not be read. Reload the page and try again.';
  return text === '' ? 'Type a word of a heading, a code, a path.' : 'Nothing by these words.';
}

function Entry({ entry, onGo }: { readonly entry: SearchEntry; readonly onGo: (href: string) => void }) {
  return (
    <Command.Item
      value={entry.href}
      onSelect={() => onGo(entry.href)}
      className="grid gap-px rounded-md px-2.5 py-1.5 data-[selected=true]:bg-hover"
    >
      <span className="truncate text-base">{entry.text}</span>
      <span className="truncate text-xs text-quiet">{entry.page}</span>
    </Command.Item>
  );
}

/** Finds headings of the documentation. */
export function DocsSearch({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const index = useIndex();
  const [text, setText] = useState('');
  const found = index.state === 'ready' ? search(index.entries, text) : [];
  const go = (href: string) => {
    onOpenChange(false);
    setText('');
    router.push(href);
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(8_16_18/0.45)] fade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-raised outline-none"
        >
          <Dialog.Title className="sr-only">Search the documentation</Dialog.Title>
          <Command label="Search the documentation" shouldFilter={false} loop>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Search the documentation"
              className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[56vh] overflow-y-auto p-1.5">
              <Command.Empty className="px-4 py-8 text-center text-quiet">{wordsFor(index, text.trim())}</Command.Empty>
              {found.map((entry) => (
                <Entry key={entry.href} entry={entry} onGo={go} />
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
