'use client';
import { type Action, permissions } from '@weir/services/permissions';
import { roleLabel } from '../members/role-words.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Notice } from '../ui/notice.tsx';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** Says that the viewer's role may not do something here, and whose may. */
export function RoleNotice({ action, what }: { readonly action: Action; readonly what: string }) {
  const { role } = useOrganization();
  const others = list.format(permissions[action].map((each) => `${roleLabel(each).toLowerCase()}s`));
  return (
    <Notice>
      Your role, {roleLabel(role).toLowerCase()}, may not {what}. Ask one of the {others}.
    </Notice>
  );
}
