'use client';
import { Columns3 } from 'lucide-react';
import { IconButton } from '../button.tsx';
import { Menu, MenuCheck, MenuLabel } from '../menu.tsx';

/** Which columns of a table are shown. */
export function ColumnMenu({
  columns,
  isVisible,
  onChange,
}: {
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly isVisible: (id: string) => boolean;
  readonly onChange: (id: string, shown: boolean) => void;
}) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label="Choose columns">
          <Columns3 className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {columns.map(({ id, header }) => (
        <MenuCheck key={id} checked={isVisible(id)} onChange={(shown) => onChange(id, shown)}>
          {header}
        </MenuCheck>
      ))}
    </Menu>
  );
}
