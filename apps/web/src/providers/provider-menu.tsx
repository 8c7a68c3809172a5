'use client';
import { ArrowDown, ArrowUp, Ellipsis, FlaskConical, Pencil, Power, RotateCw, Split, Trash2 } from 'lucide-react';
import { refusalOf } from '../client/api.tsx';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { useToast } from '../ui/toast.tsx';
import type { ProviderKey } from './provider-key.ts';
import { useProviderTask } from './provider-task.tsx';
import { useUpdateProviderKey } from './use-provider-keys.ts';

const icon = 'size-3.5';

/** Disables or enables a key, and says so. */
export function useToggle(): (key: ProviderKey) => void {
  const update = useUpdateProviderKey();
  const show = useToast();
  return ({ id, name, status }) => {
    const next = status === 'disabled' ? 'active' : 'disabled';
    update.mutate(
      { id, status: next },
      {
        onSuccess: () => show({ title: next === 'active' ? `${name} is in use again` : `${name} is disabled` }),
        onError: (error) => show({ kind: 'bad', title: `${name} was not changed`, detail: refusalOf(error).message }),
      },
    );
  };
}

/** What can be done with one provider key. `onMove` is absent where it cannot go that way. */
export function ProviderMenu({
  providerKey,
  onUp,
  onDown,
}: {
  readonly providerKey: ProviderKey;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
}) {
  const { start } = useProviderTask();
  const toggle = useToggle();
  const isOff = providerKey.status === 'disabled';
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={`Actions for ${providerKey.name}`}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      {providerKey.kind === 'inference' && (
        <MenuItem onSelect={() => start({ kind: 'try', providerKey })}>
          <FlaskConical className={icon} aria-hidden="true" />
          Try it again
        </MenuItem>
      )}
      <MenuItem onSelect={() => start({ kind: 'rotate', providerKey })}>
        <RotateCw className={icon} aria-hidden="true" />
        New secret
      </MenuItem>
      <MenuItem onSelect={() => start({ kind: 'rename', providerKey })}>
        <Pencil className={icon} aria-hidden="true" />
        Rename
      </MenuItem>
      {providerKey.kind === 'inference' && (
        <MenuItem onSelect={() => start({ kind: 'routing', providerKey })}>
          <Split className={icon} aria-hidden="true" />
          Region and weight
        </MenuItem>
      )}
      <MenuItem onSelect={() => toggle(providerKey)}>
        <Power className={icon} aria-hidden="true" />
        {isOff ? 'Enable' : 'Disable'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem disabled={onUp === undefined} onSelect={() => onUp?.()}>
        <ArrowUp className={icon} aria-hidden="true" />
        Move up
      </MenuItem>
      <MenuItem disabled={onDown === undefined} onSelect={() => onDown?.()}>
        <ArrowDown className={icon} aria-hidden="true" />
        Move down
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger onSelect={() => start({ kind: 'delete', providerKey })}>
        <Trash2 className={icon} aria-hidden="true" />
        Delete
      </MenuItem>
    </Menu>
  );
}
