'use client';
import { Command } from 'cmdk';
import { ReceiptText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';
import { DialogContent } from '../ui/dialog-content.tsx';
import { type PaletteGroup, type PaletteLine, usePaletteGroups } from './palette-lines.ts';
import { useOrganization } from './viewer.tsx';

const callId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function Line({
  line: { label, icon: Icon },
  value,
  onSelect,
}: {
  readonly line: PaletteLine;
  readonly value: string;
  readonly onSelect: () => void;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base data-[selected=true]:bg-hover"
    >
      <Icon className="size-4 text-quiet" aria-hidden="true" />
      {label}
    </Command.Item>
  );
}

function Lines({
  groups,
  search,
  onChoose,
}: {
  readonly groups: readonly PaletteGroup[];
  readonly search: string;
  readonly onChoose: (line: PaletteLine) => void;
}) {
  return groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => (
      <Command.Group
        key={heading}
        heading={heading}
        className="p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint"
      >
        {lines.map((line) => (
          // A call is found by its id, whatever its line says.
          <Line
            key={`${line.label} ${typeof line.act === 'string' ? line.act : ''}`}
            line={line}
            value={heading === 'Call' ? search : line.label}
            onSelect={() => onChoose(line)}
          />
        ))}
      </Command.Group>
    ));
}

/** The receipt of the call whose id was pasted. */
function useCallGroup(search: string): readonly PaletteGroup[] {
  const { slug } = useOrganization();
  const id = search.trim().toLowerCase();
  if (!callId.test(id)) return [];
  const line = { label: 'Open the receipt of this call', icon: ReceiptText, act: `/o/${slug}/calls/${id}` };
  return [{ heading: 'Call', lines: [line] }];
}

/** Goes anywhere, creates, and finds a call by its id. */
export function Palette({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const [search, setSearch] = useState('');
  const groups = [...useCallGroup(search), ...usePaletteGroups()];
  const choose = ({ act }: PaletteLine) => {
    onOpenChange(false);
    setSearch('');
    if (typeof act === 'string') router.push(act);
    else act();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-raised outline-none"
        >
          <Radix.Title className="sr-only">Go to, create, find a call</Radix.Title>
          <Command label="Commands" loop>
            <Command.Input
              value={search}
              onValueChange={setSearch}
              placeholder="Go to a page, create, or paste the id of a call"
              className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[56vh] overflow-y-auto">
              <Command.Empty className="px-4 py-8 text-center text-quiet">Nothing by this name.</Command.Empty>
              <Lines groups={groups} search={search} onChoose={choose} />
            </Command.List>
          </Command>
        </DialogContent>
      )}
    </Radix.Root>
  );
}
