'use client';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useOrganization } from './viewer.tsx';

/** Stands where the viewer's role shows nothing: what it is about, and who can change that. */
export function NotForRole({ what }: { readonly what: string }) {
  const { role } = useOrganization();
  return (
    <Card>
      <EmptyState title={`The role ${role} does not see ${what}`}>
        An owner or an admin of this organization can give you another role.
      </EmptyState>
    </Card>
  );
}
