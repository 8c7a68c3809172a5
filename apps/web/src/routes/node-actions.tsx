'use client';
import { ArrowDown, ArrowUp, Ellipsis } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { groupKinds } from './group-kinds.ts';
import { kindWords } from './kind-words.ts';
import type { NodePath } from './node-path.ts';
import { canDuplicate, canMove, canRemove, canUnwrap } from './plan-edit.ts';

function Wraps({ at }: { readonly at: NodePath }) {
  const { edit } = usePlanEditor();
  return groupKinds.map((kind) => {
    const { name, icon: Icon } = kindWords[kind];
    return (
      <MenuItem key={kind} onSelect={() => edit({ do: 'wrap', at, kind })}>
        <Icon className="size-3.5 text-quiet" aria-hidden="true" />
        {name}
      </MenuItem>
    );
  });
}

/** What can be done with a node: buttons to move it, and a menu. `name` is what it is called there. */
export function NodeActions({ at, name }: { readonly at: NodePath; readonly name: string }) {
  const { plan, edit } = usePlanEditor();
  const [up, down] = [canMove(plan, at, -1), canMove(plan, at, 1)];
  const move = (by: -1 | 1) => edit({ do: 'move', at, by });
  return (
    <div className="flex shrink-0 items-center">
      {(up || down) && (
        <>
          <IconButton
            size="sm"
            className="max-sm:hidden"
            label={`Move ${name} up`}
            data-control="up"
            disabled={!up}
            onClick={() => move(-1)}
          >
            <ArrowUp className="size-3.5" aria-hidden="true" />
          </IconButton>
          <IconButton
            size="sm"
            className="max-sm:hidden"
            label={`Move ${name} down`}
            data-control="down"
            disabled={!down}
            onClick={() => move(1)}
          >
            <ArrowDown className="size-3.5" aria-hidden="true" />
          </IconButton>
        </>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton size="sm" label={`Actions for ${name}`} data-control="menu">
            <Ellipsis className="size-4" aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem disabled={!up} onSelect={() => move(-1)}>
          <span className="flex-1">Move up</span>
          <Kbd>Alt ↑</Kbd>
        </MenuItem>
        <MenuItem disabled={!down} onSelect={() => move(1)}>
          <span className="flex-1">Move down</span>
          <Kbd>Alt ↓</Kbd>
        </MenuItem>
        <MenuItem disabled={!canDuplicate(plan, at)} onSelect={() => edit({ do: 'duplicate', at })}>
          Duplicate
        </MenuItem>
        {canUnwrap(plan, at) && <MenuItem onSelect={() => edit({ do: 'unwrap', at })}>Dissolve the group</MenuItem>}
        <MenuSeparator />
        <MenuLabel>Put into a new group</MenuLabel>
        <Wraps at={at} />
        <MenuSeparator />
        <MenuItem danger disabled={!canRemove(plan, at)} onSelect={() => edit({ do: 'remove', at })}>
          Remove
        </MenuItem>
      </Menu>
    </div>
  );
}
