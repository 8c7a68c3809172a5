import type { ViewerProject } from '../shell/viewer.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';
import { AllowedModels } from './allowed-models.tsx';
import { type GatewayKey, type KeyState, keyState } from './gateway-key.ts';
import { KeyMenu } from './key-menu.tsx';
import { KeyStateWords } from './key-state.tsx';

const stateOrder: Readonly<Record<KeyState, number>> = { expiring: 0, grace: 1, active: 2, expired: 3, revoked: 4 };

function KeyName({ gatewayKey }: { readonly gatewayKey: GatewayKey }) {
  return (
    <span className="inline-flex min-w-0 items-baseline gap-2">
      <span className="max-w-64 truncate font-medium">{gatewayKey.name}</span>
      <code className="text-xs font-normal text-quiet">…{gatewayKey.lastFour}</code>
    </span>
  );
}

const timeOf = (at: string | null) => (at === null ? null : Date.parse(at));

const base: readonly Column<GatewayKey>[] = [
  {
    id: 'name',
    header: 'Key',
    phone: 'title',
    sortBy: ({ name }) => name.toLowerCase(),
    cell: (key) => <KeyName gatewayKey={key} />,
  },
  {
    id: 'owner',
    header: 'Owner',
    sortBy: ({ ownerName }) => ownerName?.toLowerCase() ?? null,
    cell: ({ ownerName }) => ownerName ?? <span className="text-quiet">Service key</span>,
  },
  {
    id: 'models',
    header: 'May call',
    phone: 'hide',
    cell: ({ allowedModels }) => <AllowedModels patterns={allowedModels} />,
  },
  {
    id: 'used',
    header: 'Last used',
    sortBy: ({ lastUsedAt }) => timeOf(lastUsedAt),
    cell: ({ lastUsedAt }) => <Time at={lastUsedAt} never="never" />,
  },
  {
    id: 'expires',
    header: 'Expires',
    sortBy: ({ expiresAt }) => timeOf(expiresAt),
    cell: ({ expiresAt }) => <Time at={expiresAt} never="never" />,
  },
  {
    id: 'state',
    header: 'State',
    sortBy: (key) => stateOrder[keyState(key, Date.now())],
    cell: (key) => <KeyStateWords gatewayKey={key} />,
  },
];

function projectColumn(projects: readonly ViewerProject[]): Column<GatewayKey> {
  const names = new Map(projects.map(({ id, name }) => [id, name]));
  // A project that is archived is not among the viewer's.
  const nameOf = ({ projectId }: GatewayKey) => names.get(projectId) ?? 'An archived project';
  return {
    id: 'project',
    header: 'Project',
    sortBy: (key) => nameOf(key).toLowerCase(),
    cell: (key) => <span className="block max-w-40 truncate">{nameOf(key)}</span>,
  };
}

const menuColumn: Column<GatewayKey> = {
  id: 'menu',
  header: 'Actions',
  isHeaderHidden: true,
  phone: 'corner',
  align: 'right',
  width: 'w-10',
  cell: (key) => <KeyMenu gatewayKey={key} />,
};

/** The columns of the list; the project's only where keys of several are shown. */
export function keyColumns(options: {
  readonly projects: readonly ViewerProject[] | undefined;
  readonly mayWrite: boolean;
}): readonly Column<GatewayKey>[] {
  const { projects, mayWrite } = options;
  const [name, ...rest] = base;
  return [
    ...(name === undefined ? [] : [name]),
    ...(projects === undefined ? [] : [projectColumn(projects)]),
    ...rest,
    ...(mayWrite ? [menuColumn] : []),
  ];
}
