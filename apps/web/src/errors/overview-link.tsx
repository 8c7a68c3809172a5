'use client';
import { useHref } from '../shell/project.ts';
import { ButtonLink } from '../ui/button.tsx';

/** To the overview of the organization of the page. */
export function OverviewLink() {
  const href = useHref();
  return (
    <ButtonLink href={href('overview')} look="primary">
      Go to the overview
    </ButtonLink>
  );
}
