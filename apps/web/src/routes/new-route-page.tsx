'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { wordsAtField } from '../client/refuse-form.ts';
import { useUrlField } from '../client/url-field.ts';
import { useHydrated } from '../client/use-hydrated.ts';
import { strategyWords } from '../routes-list/strategy-words.ts';
import { useHref, useOneProject } from '../shell/project.ts';
import { useMay, useOrganization, type ViewerProject } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { nameRemarks } from './name-remarks.ts';
import { RemarkList } from './remark-list.tsx';
import { type TemplateId, templateOf, templatePlan } from './templates.ts';
import { usePutRoute } from './use-put-route.ts';

const templates: readonly { readonly value: TemplateId; readonly label: string; readonly help: string }[] = [
  {
    value: 'single',
    label: 'One target',
    help: 'A name of your own for one model, to be changed later without touching code.',
  },
  {
    value: 'fallback',
    label: 'A, and B if it fails',
    help: 'One target, and another behind it when it does not answer.',
  },
  {
    value: 'cheapest',
    label: 'Cheapest that is good enough',
    help: 'The lowest expected cost above a quality floor, with a target behind it.',
  },
  {
    value: 'race',
    label: 'No slow answers',
    help: 'A second target joins when the first is late; the faster answer wins.',
  },
  { value: 'smart', label: 'By task', help: 'The most quality for each dollar, by public results and ratings.' },
  { value: 'conditional', label: 'By rule', help: 'Long prompts, pictures or customers go their own way.' },
];

const nameRule = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

function nameFault(name: string): string | undefined {
  if (name === '') return 'Give it a name.';
  if (nameRule.test(name)) return undefined;
  return 'Use 1 to 64 lower-case letters, digits, dots, hyphens and underscores, with a letter or digit at both ends.';
}

function NewRouteForm({ project }: { readonly project: ViewerProject }) {
  const api = useTRPC();
  const router = useRouter();
  const href = useHref();
  const put = usePutRoute();
  const isHydrated = useHydrated();
  const [asked] = useUrlField('template');
  const [template, setTemplate] = useState(() => templateOf(asked));
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string>();
  const models = useQuery(api.catalog.models.queryOptions({ projectId: project.id }));
  const callable = (models.data?.data ?? []).filter((model) => model.callable && !model.deprecated);
  const plan = templatePlan(template, callable);
  const create = useMutation(
    api.routes.create.mutationOptions({
      async onSuccess(route) {
        await put(route);
        router.push(href(`routes/${route.id}`));
      },
    }),
  );
  const refusal = create.isError ? refusalOf(create.error) : undefined;
  const isOfName = refusal?.field === 'name';
  const submit = () => {
    const wrong = nameFault(name.trim());
    setFault(wrong);
    if (wrong === undefined) create.mutate({ projectId: project.id, name: name.trim(), plan, draft: true });
  };
  const error = fault ?? (isOfName ? wordsAtField(refusal.message, 'name') : undefined);
  return (
    <form
      className="grid grid-cols-1 gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="Name" error={error} help={`What clients call as model, in the project ${project.name}.`}>
        <Input
          className="max-w-sm font-mono"
          placeholder="answers"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            if (fault !== undefined) setFault(nameFault(event.target.value.trim()));
          }}
          onBlur={() => name !== '' && setFault(nameFault(name.trim()))}
        />
      </Field>
      <RemarkList remarks={nameRemarks(models.data?.data ?? [], name.trim())} className="-mt-3" />
      <RadioList label="Begin with" choices={templates} value={template} onChange={setTemplate} />
      <p className="text-sm text-quiet">
        Begins as: <span className="text-text">{strategyWords(plan.strategy)}</span>. Everything can be changed before
        it is published.
      </p>
      {refusal !== undefined && !isOfName && <Notice kind="bad">{refusal.message}</Notice>}
      <div className="flex gap-2">
        <Button
          type="submit"
          look="primary"
          pending={create.isPending}
          disabled={!isHydrated || models.isPending}
          // The name is checked when it loses the focus, and its error would move the button from under the press.
          onMouseDown={(event) => event.preventDefault()}
        >
          Create the draft
        </Button>
        <ButtonLink href={href('routes')}>Cancel</ButtonLink>
      </div>
    </form>
  );
}

/** Names a route, chooses what it begins as, and goes on in the editor. */
export function NewRoutePage() {
  const project = useOneProject();
  const mayWrite = useMay('route.write');
  const { slug, role } = useOrganization();
  return (
    <Page
      title="New route"
      description="A name that your code calls as model, and a plan behind it that can change without it."
      width="narrow"
    >
      {!mayWrite && (
        <Notice title={`The role ${role} may not create routes`}>
          Owners, admins and developers may; an owner or admin can give you another role.
        </Notice>
      )}
      {mayWrite && project !== undefined && <NewRouteForm key={project.id} project={project} />}
      {mayWrite && project === undefined && (
        <EmptyState
          title="No project yet"
          actions={
            <ButtonLink look="primary" href={`/o/${slug}/settings/projects?new=1`}>
              Create a project
            </ButtonLink>
          }
        >
          A route belongs to a project. Create one first.
        </EmptyState>
      )}
    </Page>
  );
}
