'use client';
import { CornerDownLeft, ImageIcon, Square, X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { ImagePicker } from './image-picker.tsx';
import { promptId } from './prompt-id.ts';
import type { PlaygroundState } from './use-playground.ts';

function Images({
  images,
  onChange,
}: {
  readonly images: readonly string[];
  readonly onChange: (images: string[]) => void;
}) {
  if (images.length === 0) return null;
  return (
    <ul aria-label="Pictures to send" className="flex flex-wrap gap-1.5">
      {images.map((url, at) => (
        <li
          key={url}
          className="inline-flex max-w-full items-center gap-1.5 rounded-md border border-line pl-2 text-xs text-quiet"
        >
          <ImageIcon className="size-3.5 shrink-0" aria-hidden="true" />
          <span className="max-w-64 truncate">{url.startsWith('data:') ? `picture ${at + 1}, from a file` : url}</span>
          <IconButton
            size="sm"
            label="Take this picture out"
            onClick={() => onChange(images.filter((each) => each !== url))}
          >
            <X className="size-3.5" aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

/** Where the next prompt is written. Ctrl or Cmd and Enter sends it. */
export function Composer({ state }: { readonly state: PlaygroundState }) {
  const { draft, change, canSend, isBusy, isReady, obstacle, send, stop } = state;
  const addImage = (url: string) => {
    if (!draft.images.includes(url)) change({ images: [...draft.images, url] });
  };
  return (
    <form
      aria-label="Prompt"
      className="grid grid-cols-1 gap-2 rounded-lg border border-control bg-surface p-1.5 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-accent max-lg:sticky max-lg:bottom-2 max-lg:shadow-raised"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) send();
      }}
    >
      <textarea
        id={promptId}
        aria-label="Your prompt"
        placeholder="Your prompt"
        className="field-sizing-content max-h-52 min-h-16 w-full resize-none bg-transparent px-2 py-1.5 outline-none placeholder:text-faint"
        value={draft.prompt}
        disabled={!isReady}
        onChange={(event) => change({ prompt: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <Images images={draft.images} onChange={(images) => change({ images })} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <ImagePicker disabled={!isReady} onPick={addImage} />
        <p className="min-w-0 flex-1 text-xs text-quiet">{obstacle}</p>
        <span className="inline-flex items-center gap-1 text-xs text-quiet max-sm:hidden">
          <Kbd>Ctrl</Kbd>
          <Kbd>Enter</Kbd>
        </span>
        {isBusy ? (
          <Button size="sm" onClick={stop}>
            <Square className="size-3.5" aria-hidden="true" />
            Stop
          </Button>
        ) : (
          <Button type="submit" size="sm" look="primary" disabled={!canSend}>
            <CornerDownLeft className="size-3.5" aria-hidden="true" />
            Send
          </Button>
        )}
      </div>
    </form>
  );
}
