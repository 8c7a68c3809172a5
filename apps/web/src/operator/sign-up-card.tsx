'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Card } from '../ui/card.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { useToast } from '../ui/toast.tsx';
import type { InstanceOutput } from './instance-cards.tsx';

type Mode = InstanceOutput['signUp']['mode'];
type Choice = Mode | 'environment';

const labels: Readonly<Record<Mode, string>> = { open: 'Open', invite: 'By invitation', closed: 'Closed' };

const sentences: Readonly<Record<Mode, string>> = {
  open: 'Anybody who reaches this instance may sign up and make organizations.',
  invite: 'People come by the invitation of an organization. Whoever has an account may make organizations.',
  closed: 'Nobody signs up, and only the operator makes organizations. People with accounts may still be invited.',
};

/** Saves who may sign up. */
function useSetMode() {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const show = useToast();
  return useMutation(
    api.operator.setSignUpMode.mutationOptions({
      onError(error) {
        show({ kind: 'bad', title: 'Sign-up stays as it was', detail: refusalOf(error).message });
      },
      onSuccess: ({ mode }) => show({ title: `Sign-up: ${labels[mode].toLowerCase()}` }),
      onSettled: () => queryClient.invalidateQueries(api.operator.instance.pathFilter()),
    }),
  );
}

/** Who may sign up. */
export function SignUpCard({ signUp: { chosen, environment } }: Pick<InstanceOutput, 'signUp'>) {
  const { mutate } = useSetMode();
  // Shown at once, until what is saved is read again.
  const [asked, setAsked] = useState<Choice>();
  const choose = (choice: Choice) => {
    setAsked(choice);
    mutate({ mode: choice === 'environment' ? null : choice }, { onSettled: () => setAsked(undefined) });
  };
  const choices = [
    ...(['open', 'invite', 'closed'] as const).map((mode) => ({
      value: mode,
      label: labels[mode],
      help: sentences[mode],
    })),
    {
      value: 'environment' as const,
      label: 'As the environment says',
      help: `WEIR_SIGN_UP of the web: ${labels[environment].toLowerCase()}.`,
    },
  ];
  return (
    <Card title="Sign-up" description="Holds from the moment it is chosen.">
      <RadioList<Choice>
        label="Who may sign up"
        choices={choices}
        value={asked ?? chosen ?? 'environment'}
        onChange={choose}
      />
    </Card>
  );
}
