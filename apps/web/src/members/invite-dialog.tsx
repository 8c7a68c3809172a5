'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Role } from '@weir/services/actor';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useEveryPage } from '../client/every-page.ts';
import { useOrganization, useViewer } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { TextArea } from '../ui/input.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { readAddresses } from './addresses.ts';
import { InvitedList } from './invited-list.tsx';
import { teamsOf } from './queries.ts';
import { roleChoices } from './role-words.ts';
import { TeamChoice } from './team-choice.tsx';
import { type Invited, type Inviting, useInvite } from './use-invite.ts';

const addressesMax = 50;

/** What is wrong with the addresses, in words; undefined when nothing is. */
function faultOf({ addresses, wrong }: ReturnType<typeof readAddresses>): string | undefined {
  if (wrong.length > 0) return `Not an e-mail address: ${wrong.slice(0, 3).join(', ')}${wrong.length > 3 ? ' …' : ''}`;
  if (addresses.length === 0) return 'Give at least one e-mail address.';
  return addresses.length > addressesMax ? `At most ${addressesMax} at once.` : undefined;
}

function InviteForm({
  onInvite,
  isPending,
  onCancel,
}: {
  readonly onInvite: (inviting: Inviting) => void;
  readonly isPending: boolean;
  readonly onCancel: () => void;
}) {
  const api = useTRPC();
  const { role: own } = useOrganization();
  const teams = useEveryPage(useInfiniteQuery(teamsOf(api))) ?? [];
  const [text, setText] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [role, setRole] = useState<Role>('developer');
  const [teamIds, setTeamIds] = useState<readonly string[]>([]);
  const read = readAddresses(text);
  const fault = faultOf(read);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (fault === undefined) onInvite({ emails: read.addresses, role, teamIds });
  };
  const count = read.addresses.length;
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4" noValidate>
      <Field
        label="E-mail addresses"
        help="Several at once, separated by commas or lines."
        error={isChecked ? fault : undefined}
      >
        <TextArea
          value={text}
          rows={3}
          autoFocus
          spellCheck={false}
          autoCapitalize="none"
          placeholder="somebody@example.org"
          onChange={(event) => setText(event.target.value)}
          onBlur={() => text.trim() !== '' && setChecked(true)}
        />
      </Field>
      <RadioList label="Role" choices={roleChoices(own === 'owner')} value={role} onChange={setRole} />
      <TeamChoice teams={teams} value={teamIds} onChange={setTeamIds} />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" pending={isPending}>
          {count > 1 ? `Invite ${count} people` : 'Invite'}
        </Button>
      </DialogActions>
    </form>
  );
}

/** Invites people by e-mail. With `outcomes` it shows what came of it. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const invite = useInvite();
  const [outcomes, setOutcomes] = useState<readonly Invited[]>();
  const { name } = useOrganization();
  const { isMailConfigured } = useViewer();
  const description = isMailConfigured
    ? 'Each gets a link by mail, good for 7 days, once.'
    : 'Each gets a link, good for 7 days, once. This instance has no mail server: you pass the links on.';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={outcomes === undefined ? `Invite to ${name}` : 'Invitations'}
      {...(outcomes === undefined ? { description } : {})}
    >
      {outcomes === undefined ? (
        <InviteForm
          isPending={invite.isPending}
          onInvite={(inviting) => invite.mutate(inviting, { onSuccess: setOutcomes })}
          onCancel={onClose}
        />
      ) : (
        <InvitedList outcomes={outcomes} onClose={onClose} />
      )}
    </Dialog>
  );
}
