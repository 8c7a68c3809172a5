'use client';
import { Check, ChevronsUpDown, Layers, Plus } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { keptFields } from '../analytics/pages.ts';
import { buttonClasses } from '../ui/button.tsx';
import { Menu, MenuLabel, MenuLink, MenuSeparator } from '../ui/menu.tsx';
import { useCurrentPage, useProject } from './project.ts';
import { useMay, useOrganization, useViewer } from './viewer.tsx';

function SwitchButton({ children, label, ...rest }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      className={`${buttonClasses({ look: 'quiet', size: 'sm' })} max-w-[38vw] min-w-0 shrink text-text sm:max-w-56`}
      {...rest}
    >
      <span className="truncate">{children}</span>
      <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
    </button>
  );
}

function Chosen({ isChosen }: { readonly isChosen: boolean }) {
  return <Check aria-hidden="true" className={isChosen ? 'size-3.5 text-accent' : 'size-3.5 invisible'} />;
}

/** Changes to another organization of the viewer's. */
export function OrganizationSwitcher() {
  const { organizations } = useViewer();
  const current = useOrganization();
  return (
    <Menu trigger={<SwitchButton label={`Organization: ${current.name}`}>{current.name}</SwitchButton>}>
      <MenuLabel>Organizations</MenuLabel>
      {organizations.map(({ slug, name }) => (
        <MenuLink key={slug} href={`/o/${slug}/overview`}>
          <Chosen isChosen={slug === current.slug} />
          <span className="truncate">{name}</span>
        </MenuLink>
      ))}
      <MenuSeparator />
      <MenuLink href="/account/organizations">
        <Plus className="size-3.5" aria-hidden="true" />
        New organization
      </MenuLink>
    </Menu>
  );
}

/** Narrows the pages to one project, or widens them to all. */
export function ProjectSwitcher() {
  const { slug, projects } = useOrganization();
  const current = useProject();
  const mayCreate = useMay('project.create');
  const path = usePathname();
  const page = useCurrentPage();
  const shown = useSearchParams();
  const to = (project: string | undefined) => {
    const fields = new URLSearchParams(keptFields(new URLSearchParams(shown), { from: page, to: page }));
    fields.delete('project');
    if (project !== undefined) fields.set('project', project);
    return fields.size === 0 ? path : `${path}?${fields}`;
  };
  const name = current?.name ?? 'All projects';
  return (
    <Menu trigger={<SwitchButton label={`Project: ${name}`}>{name}</SwitchButton>}>
      <MenuLabel>Projects</MenuLabel>
      <MenuLink href={to(undefined)}>
        <Chosen isChosen={current === undefined} />
        All projects
      </MenuLink>
      {projects.map((project) => (
        <MenuLink key={project.id} href={to(project.slug)}>
          <Chosen isChosen={project.id === current?.id} />
          <span className="truncate">{project.name}</span>
        </MenuLink>
      ))}
      <MenuSeparator />
      <MenuLink href={`/o/${slug}/settings/projects`}>
        {mayCreate ? (
          <Plus className="size-3.5" aria-hidden="true" />
        ) : (
          <Layers className="size-3.5" aria-hidden="true" />
        )}
        {mayCreate ? 'New project' : 'All projects and their settings'}
      </MenuLink>
    </Menu>
  );
}
