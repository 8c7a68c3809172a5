'use client';
import { UserPlus } from 'lucide-react';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { InvitationTable } from './invitation-table.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberTable } from './member-table.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { TeamTable } from './team-table.tsx';

/** People of the organization: members, teams, and who was invited. */
export function MembersPage() {
  const { name } = useOrganization();
  const mayInvite = useMay('invitation.write');
  const [tab, setTab] = useUrlField('tab');
  const [isNew, setNew] = useUrlField('new');
  const invite = () => setNew('1');
  const tabs = [
    { value: 'members', label: 'Members', content: <MemberTable /> },
    { value: 'teams', label: 'Teams', content: <TeamTable /> },
    ...(mayInvite
      ? [{ value: 'invitations', label: 'Invitations', content: <InvitationTable onInvite={invite} /> }]
      : []),
  ];
  const shown = tabs.find(({ value }) => value === tab)?.value ?? 'members';
  return (
    <Page
      title="Members"
      description={`Who is in ${name}, and what they may do.`}
      actions={
        <>
          <RoleMatrix />
          {mayInvite && (
            <Button look="primary" onClick={invite}>
              <UserPlus className="size-4" aria-hidden="true" />
              Invite
            </Button>
          )}
        </>
      }
    >
      <Tabs
        label="People"
        tabs={tabs}
        value={shown}
        onChange={(value) => setTab(value === 'members' ? undefined : value)}
      />
      {mayInvite && isNew !== undefined && <InviteDialog onClose={() => setUrlFields({ new: undefined })} />}
    </Page>
  );
}
