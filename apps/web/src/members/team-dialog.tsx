'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { TeamView } from '@weir/services/teams/view';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTRPC } from '../client/api.tsx';
import { useEveryPage } from '../client/every-page.ts';
import { refuseForm } from '../client/refuse-form.ts';
import { nameRules } from '../settings/name-rules.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toast.tsx';
import { MemberPicker } from './member-picker.tsx';
import { membersOf } from './queries.ts';
import { useSaveTeam } from './use-save-team.ts';

/** Makes a team, or changes its name and who is in it. */
export function TeamDialog({ team, onClose }: { readonly team: TeamView | undefined; readonly onClose: () => void }) {
  const api = useTRPC();
  const show = useToast();
  const members = useEveryPage(useInfiniteQuery(membersOf(api)));
  const [memberIds, setMemberIds] = useState<ReadonlySet<string>>(new Set(team?.members.map(({ id }) => id)));
  const [refusal, setRefusal] = useState<string>();
  const form = useForm({ defaultValues: { name: team?.name ?? '' }, mode: 'onTouched' });
  const save = useSaveTeam(team);
  const submit = form.handleSubmit(({ name }) => {
    save.mutate(
      { name: name.trim(), memberIds },
      {
        onSuccess() {
          onClose();
          show({ title: team === undefined ? `The team ${name.trim()} was created` : 'The team was saved' });
        },
        onError: (error) => setRefusal(refuseForm(error, ['name'], form.setError)),
      },
    );
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={team === undefined ? 'New team' : `Team ${team.name}`}
      shape="side"
    >
      <form onSubmit={(event) => void submit(event)} className="grid grid-cols-1 gap-4" noValidate>
        {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
        <Field label="Name" error={form.formState.errors.name?.message}>
          <Input autoFocus={team === undefined} autoComplete="off" {...form.register('name', nameRules)} />
        </Field>
        {members === undefined ? (
          <SkeletonLines lines={6} />
        ) : (
          <MemberPicker members={members} value={memberIds} onChange={setMemberIds} />
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {team === undefined ? 'Create team' : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
