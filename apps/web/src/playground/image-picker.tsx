'use client';
import { ImagePlus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { imageUrlFault, pictureBytesMax } from './image-url.ts';

function readFile(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Adds a picture to the prompt: by its address, or a file that travels inside the request. */
export function ImagePicker({
  disabled,
  onPick,
}: {
  readonly disabled: boolean;
  readonly onPick: (url: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState('');
  const [fault, setFault] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const pick = (picked: string) => {
    const wrong = imageUrlFault(picked);
    setFault(wrong);
    if (wrong !== undefined) return;
    onPick(picked);
    setUrl('');
    setOpen(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The popover is inside of the prompt's form, as React sees it.
    event.stopPropagation();
    pick(url.trim());
  };
  const choose = (chosen: File | undefined) => {
    if (chosen === undefined) return;
    if (chosen.size > pictureBytesMax) setFault('A picture may have at most 4 MB.');
    else readFile(chosen).then(pick, () => setFault('The file could not be read.'));
  };
  return (
    <Popover
      label="Add a picture"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" look="quiet" disabled={disabled}>
          <ImagePlus className="size-3.5" aria-hidden="true" />
          Picture
        </Button>
      }
    >
      <form className="grid w-[min(340px,76vw)] gap-3" onSubmit={submit} noValidate>
        <Field label="Address of a picture" error={fault} help="The provider loads it; not every model can.">
          <Input
            type="url"
            value={url}
            placeholder="https://"
            onChange={(event) => setUrl(event.target.value)}
            autoComplete="off"
          />
        </Field>
        <div className="flex items-center justify-between gap-2">
          <Button size="sm" onClick={() => file.current?.click()}>
            Choose a file
          </Button>
          <input
            ref={file}
            type="file"
            accept="image/png,image/jpeg,image/gif,image/webp"
            aria-label="A picture from a file"
            className="hidden"
            onChange={(event) => choose(event.target.files?.[0])}
          />
          <Button type="submit" size="sm" look="primary" disabled={url.trim() === ''}>
            Add
          </Button>
        </div>
      </form>
    </Popover>
  );
}
