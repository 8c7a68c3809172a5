'use client';
import { type Action, may, permissions } from '@weir/services/permissions';
import { roles } from '@weir/services/roles';
import { Check } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { groupActions } from './action-words.ts';
import { roleLabel, roleSentences } from './role-words.ts';

const groups = groupActions(Object.keys(permissions).filter((key): key is Action => key in permissions));

function Head() {
  return (
    <thead className="sticky top-0 bg-raised">
      <tr className="border-b border-line">
        <th scope="col" className="py-2 text-left text-xs font-medium text-quiet">
          May
        </th>
        {roles.map((role) => (
          <th
            key={role}
            scope="col"
            title={roleSentences[role]}
            className="w-20 px-1 py-2 text-center text-xs font-medium text-quiet max-sm:w-12 max-sm:text-2xs"
          >
            {roleLabel(role)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ action, words }: { readonly action: Action; readonly words: string }) {
  return (
    <tr className="border-b border-line last:border-0">
      <th scope="row" className="py-1.5 pr-2 text-left font-normal">
        {words}
      </th>
      {roles.map((role) => (
        <td key={role} className="px-1 text-center">
          {may(role, action) ? (
            <>
              <Check aria-hidden="true" className="mx-auto size-4 text-good" />
              <span className="sr-only">yes</span>
            </>
          ) : (
            <>
              <span aria-hidden="true" className="text-faint">
                –
              </span>
              <span className="sr-only">no</span>
            </>
          )}
        </td>
      ))}
    </tr>
  );
}

/** The permission table that the services go by, in words. */
export function RoleMatrix() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>What each role may do</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="What each role may do"
        description="Only owners make, change or remove owners, and the last owner stays one."
        shape="wide"
        isText
      >
        <table className="w-full border-collapse text-sm" aria-label="Actions by role">
          <Head />
          <tbody>
            {groups.map(({ title, actions }) => (
              <Fragment key={title}>
                <tr className="border-b border-line">
                  <th scope="colgroup" colSpan={roles.length + 1} className="pt-4 pb-1.5 text-left font-semibold">
                    {title}
                  </th>
                </tr>
                {actions.map((each) => (
                  <Row key={each.action} {...each} />
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </Dialog>
    </>
  );
}
