'use client';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical, ListTree, Power, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTRPC } from '../client/api.tsx';
import { useHref } from '../shell/project.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Time } from '../ui/time.tsx';
import { KeyModels } from './key-models.tsx';
import { isRunning, type ProviderKey } from './provider-key.ts';
import { useToggle } from './provider-menu.tsx';
import { ProviderStateWords } from './provider-state.tsx';
import { useProviderTask } from './provider-task.tsx';
import { RefusalNotice } from './refusal-notice.tsx';
import { TrialOutcome } from './trial-outcome.tsx';
import { TrialProgress } from './trial-progress.tsx';

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[120px_minmax(0,1fr)] items-baseline gap-3 border-b border-line py-2 last:border-0">
      <dt className="text-xs text-quiet">{label}</dt>
      <dd className="min-w-0 text-sm [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** What a provider calls its settings. */
function useSettingLabels(providerId: string): ReadonlyMap<string, string> {
  const providers = useQuery(useTRPC().catalog.providers.queryOptions({}));
  const provider = providers.data?.data.find(({ id }) => id === providerId);
  return new Map(provider?.settings.map(({ name, label }) => [name, label]));
}

function About({ providerKey, providerName }: { readonly providerKey: ProviderKey; readonly providerName: string }) {
  const { projects } = useOrganization();
  const { projectId, lastFour, baseUrl, settings, kind, createdAt, rotatedAt } = providerKey;
  const { region, zeroRetention, weight } = providerKey;
  const labels = useSettingLabels(providerKey.provider);
  return (
    <dl>
      <Fact label="Provider">{providerName}</Fact>
      <Fact label="Secret">{lastFour === null ? 'none' : <code>…{lastFour}</code>}</Fact>
      {baseUrl !== null && (
        <Fact label="Base URL">
          <code>{baseUrl}</code>
        </Fact>
      )}
      {Object.entries(settings).map(([name, value]) => (
        <Fact key={name} label={labels.get(name) ?? name}>
          <code>{value}</code>
        </Fact>
      ))}
      <Fact label="Used by">
        {projectId === null
          ? 'Every project'
          : (projects.find(({ id }) => id === projectId)?.name ?? 'An archived project')}
      </Fact>
      {kind === 'inference' && (
        <>
          <Fact label="Region">{region ?? <span className="text-quiet">not said</span>}</Fact>
          <Fact label="Zero retention">{zeroRetention ? 'Yes, by contract' : 'Not promised'}</Fact>
          <Fact label="Weight">{weight}</Fact>
        </>
      )}
      {kind === 'usage' && <Fact label="Kind">Usage: reads bills, makes no calls</Fact>}
      <Fact label="Stored">
        <Time at={createdAt} absolute />
      </Fact>
      <Fact label="Secret since">
        <Time at={rotatedAt ?? createdAt} absolute />
      </Fact>
    </dl>
  );
}

function Actions({ providerKey }: { readonly providerKey: ProviderKey }) {
  const href = useHref();
  const mayWrite = useMay('provider_key.write');
  const { start } = useProviderTask();
  const toggle = useToggle();
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink size="sm" href={href('calls', { provider: providerKey.provider })}>
        <ListTree className="size-3.5" aria-hidden="true" />
        Calls to this provider
      </ButtonLink>
      {mayWrite && (
        <>
          {providerKey.kind === 'inference' && (
            <Button size="sm" onClick={() => start({ kind: 'try', providerKey })}>
              <FlaskConical className="size-3.5" aria-hidden="true" />
              Try it again
            </Button>
          )}
          <Button size="sm" onClick={() => start({ kind: 'rotate', providerKey })}>
            <RotateCw className="size-3.5" aria-hidden="true" />
            New secret
          </Button>
          <Button size="sm" onClick={() => toggle(providerKey)}>
            <Power className="size-3.5" aria-hidden="true" />
            {providerKey.status === 'disabled' ? 'Enable' : 'Disable'}
          </Button>
        </>
      )}
    </div>
  );
}

function LastTrial({ providerKey }: { readonly providerKey: ProviderKey }) {
  const { trial } = providerKey;
  if (trial === null) return <p className="text-sm text-quiet">It was not tried yet.</p>;
  return (
    <div className="grid gap-3">
      <p className="text-xs text-quiet">
        Tried <Time at={trial.at} />
      </p>
      <TrialProgress providerKey={providerKey} isUnderWay={isRunning(trial, Date.now())} />
      {trial.state !== 'ok' && <TrialOutcome providerKey={providerKey} />}
    </div>
  );
}

/** All there is to know of a provider key: its models, its last trial, itself. */
export function ProviderDetails({
  providerKey,
  providerName,
  onClose,
}: {
  readonly providerKey: ProviderKey;
  readonly providerName: string;
  readonly onClose: () => void;
}) {
  const { trial, kind } = providerKey;
  const tabs = [
    { value: 'models', label: 'Models', content: <KeyModels providerKey={providerKey} /> },
    { value: 'trial', label: 'Last trial', content: <LastTrial providerKey={providerKey} /> },
    { value: 'about', label: 'About', content: <About providerKey={providerKey} providerName={providerName} /> },
  ];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={providerKey.name}
      shape="side"
      description={<ProviderStateWords providerKey={providerKey} />}
    >
      <div className="grid grid-cols-1 gap-4">
        <Actions providerKey={providerKey} />
        <RefusalNotice providerKey={providerKey} />
        {trial?.state === 'failed' && <TrialOutcome providerKey={providerKey} />}
        <Tabs label={`About ${providerKey.name}`} tabs={kind === 'usage' ? tabs.slice(2) : tabs} />
      </div>
    </Dialog>
  );
}
