'use client';
import { ArrowRight, Coins, GitBranch, type LucideIcon, ShieldCheck, Sparkles, Zap } from 'lucide-react';
import Link from 'next/link';
import { useOrigin } from '../client/use-origin.ts';
import { useHref, useOneProject } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

type Template = { readonly id: string; readonly title: string; readonly about: string; readonly icon: LucideIcon };

/** What most routes begin as. */
const templates: readonly Template[] = [
  { id: 'fallback', title: 'Never down', about: 'One target, and others behind it when it fails.', icon: ShieldCheck },
  { id: 'cheapest', title: 'Cheapest', about: 'The cheapest target that can do it well enough.', icon: Coins },
  { id: 'race', title: 'No slow answers', about: 'A second target joins when the first is late.', icon: Zap },
  { id: 'smart', title: 'By task', about: 'The most quality for each further dollar, above a floor.', icon: Sparkles },
  {
    id: 'conditional',
    title: 'By rule',
    about: 'Long prompts, pictures or customers go their own way.',
    icon: GitBranch,
  },
];

function Templates() {
  const href = useHref();
  return (
    <ul className="grid grid-cols-1 gap-2 text-left sm:grid-cols-2">
      {templates.map(({ id, title, about, icon: Icon }) => (
        <li key={id}>
          <Link
            href={href('routes/new', { template: id })}
            className="group flex h-full items-start gap-3 rounded-lg border border-line px-3.5 py-3 text-text hover:border-line-strong hover:bg-hover"
          >
            <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent" />
            <span className="grid min-w-0 flex-1">
              <span className="text-sm font-medium">{title}</span>
              <span className="text-xs text-quiet">{about}</span>
            </span>
            <ArrowRight aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-faint group-hover:text-text" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Stands where there is no route: what one is, what it could begin as, and the request that makes one. */
export function RoutesEmpty() {
  const mayWrite = useMay('route.write');
  const project = useOneProject();
  const origin = useOrigin();
  const code = [
    'curl -X POST \\',
    `  ${origin}/api/v1/projects/${project?.id ?? 'PROJECT'}/routes \\`,
    '  -H "Authorization: Bearer $WEIR_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"name": "answers", "plan": {"strategy":`,
    `        {"kind": "target", "provider": "sandbox", "model": "fast"}}}'`,
  ].join('\n');
  return (
    <EmptyState title="No route yet">
      <p>
        A route is a name that your code calls as <code>model</code>, and a plan behind it: which targets there are, how
        one is chosen, and what happens when it fails.
      </p>
      {mayWrite && <Templates />}
      <CodeBlock label="Over the management API" code={code} />
    </EmptyState>
  );
}
