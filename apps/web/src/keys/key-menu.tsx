'use client';
import { Ban, Ellipsis, Pencil, RotateCw } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { useKeyTask } from './key-task.tsx';

/** What can be done with one key. A revoked one is over. */
export function KeyMenu({ gatewayKey }: { readonly gatewayKey: GatewayKey }) {
  const { start } = useKeyTask();
  if (gatewayKey.revokedAt !== null) return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={`Actions for ${gatewayKey.name}`}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => start({ kind: 'edit', gatewayKey })}>
        <Pencil className="size-3.5" aria-hidden="true" />
        Edit
      </MenuItem>
      <MenuItem onSelect={() => start({ kind: 'rotate', gatewayKey })}>
        <RotateCw className="size-3.5" aria-hidden="true" />
        Rotate
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger onSelect={() => start({ kind: 'revoke', gatewayKeys: [gatewayKey] })}>
        <Ban className="size-3.5" aria-hidden="true" />
        Revoke
      </MenuItem>
    </Menu>
  );
}
