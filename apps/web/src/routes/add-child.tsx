'use client';
import { FolderPlus, Plus } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { type GroupNode, groupKinds, groupOf } from './group-kinds.ts';
import { kindWords } from './kind-words.ts';
import { ModelPicker } from './model-picker.tsx';
import type { NodePath } from './node-path.ts';

/** Adds a target, by choosing its model, or a group around one. */
export function AddChild({ at, node }: { readonly at: NodePath; readonly node: GroupNode }) {
  const { edit, models } = usePlanEditor();
  const isRules = node.kind === 'conditional';
  const [first] = models;
  const target =
    first === undefined ? { provider: 'sandbox', model: 'fast' } : { provider: first.provider, model: first.id };
  return (
    <div className="flex flex-wrap gap-1.5">
      <ModelPicker
        value=""
        label="Models to add"
        onPick={(picked) => edit({ do: 'add', at, node: { kind: 'target', ...picked } })}
        trigger={
          <Button size="sm" look="quiet" data-control="add" className="text-accent hover:text-accent">
            <Plus className="size-3.5" aria-hidden="true" />
            {isRules ? 'Add rule' : 'Add target'}
          </Button>
        }
      />
      <Menu
        trigger={
          <Button size="sm" look="quiet" data-control="add-group">
            <FolderPlus className="size-3.5" aria-hidden="true" />
            {isRules ? 'Add rule with a group' : 'Add group'}
          </Button>
        }
      >
        {groupKinds.map((kind) => {
          const { name, does, icon: Icon } = kindWords[kind];
          const group = groupOf(kind, [{ kind: 'target', ...target }]);
          return (
            <MenuItem key={kind} onSelect={() => group !== undefined && edit({ do: 'add', at, node: group })}>
              <Icon className="size-3.5 text-quiet" aria-hidden="true" />
              <span className="grid">
                {name}
                <span className="text-xs text-quiet">{does}</span>
              </span>
            </MenuItem>
          );
        })}
      </Menu>
    </div>
  );
}
