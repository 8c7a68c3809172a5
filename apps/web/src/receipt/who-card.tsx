'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useHref } from '../shell/project.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Card } from '../ui/card.tsx';
import { type Fact, Facts } from './facts.tsx';
import { type Named, useNamed } from './names.ts';
import type { ReceiptData } from './receipt-data.ts';

const goneWords = { key: 'revoked', member: 'removed', project: 'archived' } as const;

function Name({
  kind,
  id,
  named,
}: {
  readonly kind: keyof typeof goneWords;
  readonly id: string;
  readonly named: Named | undefined;
}) {
  const href = useHref();
  const { projects } = useOrganization();
  const value = kind === 'project' ? (projects.find((each) => each.id === id)?.slug ?? id) : id;
  return (
    <>
      <Link href={href('calls', { [kind]: value })} className="link" title="Its calls">
        {named?.name ?? id.slice(0, 8)}
      </Link>
      {named?.lastFour !== null && named?.lastFour !== undefined && (
        <code className="text-quiet"> …{named.lastFour}</code>
      )}
      {named?.isActive === false && <span className="text-quiet"> ({goneWords[kind]})</span>}
    </>
  );
}

function Tags({ tags }: { readonly tags: Readonly<Record<string, string>> }) {
  return (
    <ul className="grid gap-1">
      {Object.entries(tags).map(([name, value]) => (
        <li key={name}>
          <code className="text-xs [overflow-wrap:anywhere]">
            {name}: {value}
          </code>
        </li>
      ))}
    </ul>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <span className="text-quiet">{children}</span>;
}

function noKeyWords({ attempts, memberId }: ReceiptData): string {
  if (attempts.some(({ purpose }) => purpose === 'trial')) return 'none: a trial of a provider key';
  return memberId === null ? 'none' : 'none: from the playground';
}

/** Who called, and what the caller said of the call. */
export function WhoCard({ receipt }: { readonly receipt: ReceiptData }) {
  const named = useNamed();
  const { gatewayKeyId, memberId, projectId, tags, session, endUser } = receipt;
  const facts: Fact[] = [
    { term: 'Project', value: <Name kind="project" id={projectId} named={named(projectId)} /> },
    {
      term: 'Gateway key',
      value:
        gatewayKeyId === null ? (
          <Quiet>{noKeyWords(receipt)}</Quiet>
        ) : (
          <Name kind="key" id={gatewayKeyId} named={named(gatewayKeyId)} />
        ),
    },
    {
      term: 'Member',
      value:
        memberId === null ? (
          <Quiet>{gatewayKeyId === null ? 'none' : 'none: a service key'}</Quiet>
        ) : (
          <Name kind="member" id={memberId} named={named(memberId)} />
        ),
    },
    ...(endUser === null ? [] : [{ term: 'End user', value: <code className="text-xs">{endUser}</code> }]),
    ...(session === null ? [] : [{ term: 'Session', value: <code className="text-xs">{session}</code> }]),
    ...(tags === null || Object.keys(tags).length === 0 ? [] : [{ term: 'Tags', value: <Tags tags={tags} /> }]),
  ];
  return (
    <Card title="Who called">
      <Facts facts={facts} />
    </Card>
  );
}
