'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { keptFields } from '../analytics/pages.ts';
import { useOrganization, type ViewerProject } from './viewer.tsx';

/** The project that the page's URL names; undefined for all projects. */
export function useProject(): ViewerProject | undefined {
  const { projects } = useOrganization();
  const slug = useSearchParams().get('project');
  return projects.find((project) => project.slug === slug);
}

/** The project of a page that needs one: the one the URL names, else the first. Undefined where there is none at all. */
export function useOneProject(): ViewerProject | undefined {
  const { projects } = useOrganization();
  return useProject() ?? projects[0];
}

/**
 * Makes paths of this organization that keep the project, and from one analytic page to another the range and filters:
 * `href('keys')`, `href('calls', { status: 'failed' })`.
 */
export function useHref(): (page: string, query?: Readonly<Record<string, string>>) => string {
  const { slug } = useOrganization();
  const from = useCurrentPage();
  const shown = useSearchParams();
  return (page, query = {}) => {
    const to = page.split('/')[0] ?? '';
    const fields = new URLSearchParams(keptFields(new URLSearchParams(shown), { from, to }));
    for (const [name, value] of Object.entries(query)) fields.set(name, value);
    return `/o/${slug}/${page}${fields.size === 0 ? '' : `?${fields}`}`;
  };
}

/** The page of the frame that is shown, such as `keys` or `settings`. */
export function useCurrentPage(): string {
  return usePathname().split('/')[3] ?? '';
}
