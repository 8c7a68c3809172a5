'use client';
import { Building2, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ApiProvider } from '../client/api.tsx';
import { LeaveDialog } from '../members/leave-dialog.tsx';
import { OrganizationProvider, useViewer, type ViewerOrganization } from '../shell/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { NewOrganizationDialog } from './new-organization-dialog.tsx';

function projectsOf({ projects }: ViewerOrganization): string {
  return projects.length === 1 ? '1 project' : `${projects.length} projects`;
}

function OrganizationLine({
  organization,
  onLeave,
}: {
  readonly organization: ViewerOrganization;
  readonly onLeave: () => void;
}) {
  const { name, slug, role } = organization;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Building2 className="size-5 shrink-0 text-quiet" aria-hidden="true" />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/o/${slug}/overview`} className="font-medium hover:underline [overflow-wrap:anywhere]">
            {name}
          </Link>
          <Badge>{role}</Badge>
        </p>
        <p className="text-xs text-quiet [overflow-wrap:anywhere]">
          <code>{slug}</code>, {projectsOf(organization)}
        </p>
      </div>
      <Button size="sm" onClick={onLeave} aria-label={`Leave ${name}`}>
        Leave
      </Button>
    </li>
  );
}

function NewButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button size="sm" onClick={onClick}>
      <Plus className="size-3.5" aria-hidden="true" />
      New organization
    </Button>
  );
}

/** The organizations that the person is a member of. */
export function OrganizationsPage() {
  const { organizations } = useViewer();
  const [leaving, setLeaving] = useState<ViewerOrganization>();
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(true);
  return (
    <Card title="Your organizations" actions={<NewButton onClick={create} />} flush>
      {organizations.length === 0 ? (
        <EmptyState title="You are in no organization">
          <p>Create one, or open the link of an invitation to join one.</p>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {organizations.map((organization) => (
            <OrganizationLine
              key={organization.id}
              organization={organization}
              onLeave={() => setLeaving(organization)}
            />
          ))}
        </ul>
      )}
      {creating && <NewOrganizationDialog onClose={() => setCreating(false)} />}
      {leaving !== undefined && (
        <ApiProvider organization={leaving.slug}>
          <OrganizationProvider organization={leaving}>
            <LeaveDialog onClose={() => setLeaving(undefined)} />
          </OrganizationProvider>
        </ApiProvider>
      )}
    </Card>
  );
}
