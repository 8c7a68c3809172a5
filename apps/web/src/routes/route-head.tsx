'use client';
import type { RouteView } from '@weir/services/routes/view';
import { Ellipsis, Redo2, Undo2, Upload } from 'lucide-react';
import Link from 'next/link';
import { doerWords } from '../routes-list/route-row.ts';
import { useHref } from '../shell/project.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '../ui/menu.tsx';
import { Time } from '../ui/time.tsx';
import type { RouteTask } from './route-dialogs.tsx';
import type { RouteEditor } from './use-route-editor.ts';

/** What is called now, and who published it. */
export function RouteAbout({ route }: { readonly route: RouteView }) {
  const href = useHref();
  const { name, publishedVersion, publishedAt, publishedBy, archivedAt } = route;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Link href={href('routes')} className="link">
        Routes
      </Link>
      {publishedVersion === null ? (
        <Badge tone="info">never published</Badge>
      ) : (
        <Badge tone="good">version {publishedVersion}</Badge>
      )}
      {archivedAt !== null && <Badge tone="warn">archived</Badge>}
      <span>
        {publishedAt === null ? (
          'nobody can call it yet'
        ) : (
          <>
            published <Time at={publishedAt} /> by {doerWords(publishedBy)}
          </>
        )}
      </span>
      <CopyButton text={name} label={`Copy ${name}`} />
    </span>
  );
}

/** Undo and redo. */
export function HistoryButtons({ editor }: { readonly editor: RouteEditor }) {
  const { state, dispatch } = editor;
  return (
    <span className="flex">
      <IconButton
        size="sm"
        label="Undo (Ctrl Z)"
        disabled={state.past.length === 0}
        onClick={() => dispatch({ kind: 'undo' })}
      >
        <Undo2 className="size-4" aria-hidden="true" />
      </IconButton>
      <IconButton
        size="sm"
        label="Redo (Ctrl Shift Z)"
        disabled={state.future.length === 0}
        onClick={() => dispatch({ kind: 'redo' })}
      >
        <Redo2 className="size-4" aria-hidden="true" />
      </IconButton>
    </span>
  );
}

/** What can be done with the route as a whole. */
export function RouteActions({
  route,
  canPublish,
  why,
  onPublish,
  onTask,
}: {
  readonly route: RouteView;
  readonly canPublish: boolean;
  /** Why it cannot be published. */
  readonly why: string | undefined;
  readonly onPublish: () => void;
  readonly onTask: (task: RouteTask) => void;
}) {
  const href = useHref();
  return (
    <>
      <Button look="primary" size="sm" disabled={!canPublish} title={why} onClick={onPublish}>
        <Upload className="size-3.5" aria-hidden="true" />
        Publish
      </Button>
      <Menu
        align="end"
        trigger={
          <IconButton size="sm" label={`Actions for ${route.name}`}>
            <Ellipsis className="size-4" aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuLink href={href('calls', { route: route.name })}>Its calls</MenuLink>
        <MenuItem onSelect={() => onTask('rename')}>Rename</MenuItem>
        <MenuItem disabled={!route.hasDraft || route.publishedVersion === null} onSelect={() => onTask('discard')}>
          Discard the draft
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger onSelect={() => onTask('archive')}>
          Archive
        </MenuItem>
      </Menu>
    </>
  );
}
