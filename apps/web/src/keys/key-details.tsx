'use client';
import { Ban, ListTree, Pencil, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHref } from '../shell/project.ts';
import { useMay, useOrganization } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Time } from '../ui/time.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { KeyStateWords } from './key-state.tsx';
import { useKeyTask } from './key-task.tsx';
import { useFirstCall } from './use-first-call.ts';

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[120px_minmax(0,1fr)] items-baseline gap-3 border-b border-line py-2 last:border-0">
      <dt className="text-xs text-quiet">{label}</dt>
      <dd className="min-w-0 text-sm [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Facts({ gatewayKey }: { readonly gatewayKey: GatewayKey }) {
  const { projects } = useOrganization();
  const { id, projectId, lastFour, ownerName, allowedModels, attributes } = gatewayKey;
  const pairs = Object.entries(attributes);
  return (
    <dl>
      <Fact label="State">
        <KeyStateWords gatewayKey={gatewayKey} />
      </Fact>
      <Fact label="Key">
        <code>…{lastFour}</code>
      </Fact>
      <Fact label="Project">{projects.find((project) => project.id === projectId)?.name ?? 'An archived project'}</Fact>
      <Fact label="Owner">{ownerName ?? 'Nobody: a service key'}</Fact>
      <Fact label="May call">
        {allowedModels === null ? (
          'Every model and route'
        ) : (
          <code className="whitespace-pre-line">{allowedModels.join('\n')}</code>
        )}
      </Fact>
      <Fact label="Last used">
        <Time at={gatewayKey.lastUsedAt} never="never" />
      </Fact>
      <Fact label="Expires">
        <Time at={gatewayKey.expiresAt} absolute never="never" />
      </Fact>
      {gatewayKey.revokedAt !== null && (
        <Fact label="Revoked">
          <Time at={gatewayKey.revokedAt} absolute />
        </Fact>
      )}
      <Fact label="Created">
        <Time at={gatewayKey.createdAt} absolute />
      </Fact>
      {pairs.length > 0 && (
        <Fact label="Attributes">
          {pairs.map(([name, value]) => (
            <span key={name} className="block">
              <code>{name}</code> {value}
            </span>
          ))}
        </Fact>
      )}
      <Fact label="Id">
        <span className="inline-flex items-center gap-1">
          <code className="text-xs">{id}</code>
          <CopyButton text={id} label="Copy the id" />
        </span>
      </Fact>
    </dl>
  );
}

/** All there is to know of a key, and what can be done with it. */
export function KeyDetails({ gatewayKey, onClose }: { readonly gatewayKey: GatewayKey; readonly onClose: () => void }) {
  const href = useHref();
  const { start } = useKeyTask();
  const mayWrite = useMay('gateway_key.write') && gatewayKey.revokedAt === null;
  const { id, name } = gatewayKey;
  const snippet = useFirstCall(gatewayKey.allowedModels);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={name} shape="side">
      <div className="grid gap-5">
        <div className="flex flex-wrap gap-2">
          <ButtonLink size="sm" href={href('calls', { key: id })}>
            <ListTree className="size-3.5" aria-hidden="true" />
            Its calls
          </ButtonLink>
          {mayWrite && (
            <>
              <Button size="sm" onClick={() => start({ kind: 'edit', gatewayKey })}>
                <Pencil className="size-3.5" aria-hidden="true" />
                Edit
              </Button>
              <Button size="sm" onClick={() => start({ kind: 'rotate', gatewayKey })}>
                <RotateCw className="size-3.5" aria-hidden="true" />
                Rotate
              </Button>
              <Button size="sm" onClick={() => start({ kind: 'revoke', gatewayKeys: [gatewayKey] })}>
                <Ban className="size-3.5 text-bad" aria-hidden="true" />
                Revoke
              </Button>
            </>
          )}
        </div>
        <Facts gatewayKey={gatewayKey} />
        {gatewayKey.revokedAt === null && <CodeBlock label="A call with it" code={snippet()} />}
      </div>
    </Dialog>
  );
}
