import type { ProjectView } from '@weir/services/projects/view';
import { Archive, Ellipsis, Pencil } from 'lucide-react';
import Link from 'next/link';
import { StateDot } from '../ui/badge.tsx';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';

export type ProjectActions = {
  readonly mayUpdate: boolean;
  readonly mayArchive: boolean;
  /** The overview of an active project. */
  readonly hrefOf: (project: ProjectView) => string;
  readonly onEdit: (project: ProjectView) => void;
  readonly onArchive: (project: ProjectView) => void;
};

function NameCell({ project: { name, archivedAt }, href }: { readonly project: ProjectView; readonly href: string }) {
  const classes = 'block max-w-96 truncate font-medium';
  if (archivedAt !== null) return <span className={`${classes} text-quiet`}>{name}</span>;
  return (
    <Link href={href} className={`${classes} hover:text-accent`}>
      {name}
    </Link>
  );
}

function RowMenu({ project, actions }: { readonly project: ProjectView; readonly actions: ProjectActions }) {
  const mayArchive = actions.mayArchive && project.archivedAt === null;
  if (!actions.mayUpdate && !mayArchive) return null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={`Actions for the project ${project.name}`}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </IconButton>
      }
    >
      {actions.mayUpdate && (
        <MenuItem onSelect={() => actions.onEdit(project)}>
          <Pencil className="size-4" aria-hidden="true" />
          Edit
        </MenuItem>
      )}
      {mayArchive && (
        <MenuItem danger onSelect={() => actions.onArchive(project)}>
          <Archive className="size-4" aria-hidden="true" />
          Archive
        </MenuItem>
      )}
    </Menu>
  );
}

/** The columns of the table of projects. */
export function projectColumns(actions: ProjectActions): readonly Column<ProjectView>[] {
  return [
    {
      id: 'name',
      header: 'Project',
      sortBy: ({ name }) => name.toLowerCase(),
      phone: 'title',
      cell: (project) => <NameCell project={project} href={actions.hrefOf(project)} />,
    },
    {
      id: 'slug',
      header: 'Slug',
      sortBy: ({ slug }) => slug,
      cell: ({ slug }) => <code className="block max-w-64 truncate text-xs text-quiet">{slug}</code>,
    },
    {
      id: 'state',
      header: 'State',
      width: 'w-48',
      sortBy: ({ archivedAt }) => archivedAt ?? '',
      cell: ({ archivedAt }) =>
        archivedAt === null ? (
          <StateDot tone="good">Active</StateDot>
        ) : (
          <StateDot tone="neutral">
            <span className="text-quiet">
              Archived <Time at={archivedAt} />
            </span>
          </StateDot>
        ),
    },
    {
      id: 'answers',
      header: 'Keeps answers',
      width: 'w-36',
      sortBy: ({ responseRetentionDays }) => responseRetentionDays,
      cell: ({ responseRetentionDays: days }) =>
        days === 0 ? <span className="text-quiet">not at all</span> : `${days} ${days === 1 ? 'day' : 'days'}`,
    },
    {
      id: 'created',
      header: 'Created',
      sortBy: ({ createdAt }) => createdAt,
      width: 'w-32',
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      width: 'w-12',
      cell: (project) => <RowMenu project={project} actions={actions} />,
    },
  ];
}
