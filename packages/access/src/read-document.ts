import type { Logger } from '@weir/runtime/logger';
import { deepFreeze } from './grant.ts';
import { type ProjectConfig, projectConfig } from './project-config.ts';

/** A document as it was found: `absent`, `unreadable` (of a format that this release does not know), or good. */
export type ReadDocument =
  | { readonly state: 'good'; readonly config: ProjectConfig }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable' };

const formatOf = (stored: unknown) =>
  typeof stored === 'object' && stored !== null && 'format' in stored ? stored.format : undefined;

/** Validates a stored document and freezes it. An unreadable one is logged with the places at fault, never with values. */
export function readDocument(stored: unknown, where: Readonly<Record<string, string>>, log: Logger): ReadDocument {
  if (stored === undefined || stored === null) return { state: 'absent' };
  const parsed = projectConfig.safeParse(stored);
  if (parsed.success) return { state: 'good', config: deepFreeze(parsed.data) };
  const faults = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  log.error(
    { ...where, format: formatOf(stored), faults },
    'a project document is not of a known format; the previous one stays in force',
  );
  return { state: 'unreadable' };
}
