'use client';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { useProject } from '../shell/project.ts';
import { Popover } from '../ui/popover.tsx';
import { type Dimension, dimensions, dimensionWords } from './dimensions.ts';
import { useNames } from './names.ts';
import { useAnalytics } from './provider.tsx';
import { withValues } from './state.ts';
import { ValueList } from './value-list.tsx';

type ChipProps = {
  readonly dimension: Dimension;
  readonly isWithout: boolean;
  readonly values: readonly string[];
  /** Why the filter does nothing on this page; absent where it works. */
  readonly idle: string | undefined;
};

const namedMax = 2;
const partClasses = 'inline-flex h-full items-center hover:bg-hover focus-visible:outline-offset-[-2px]';

function Chip({ dimension, isWithout, values, idle }: ChipProps) {
  const { state, set } = useAnalytics();
  const nameOf = useNames();
  const { one, many } = dimensionWords[dimension];
  const named = values.slice(0, namedMax).map((value) => nameOf(dimension, value));
  const text = values.length > namedMax ? `${values.length} ${many}` : named.join(isWithout ? ', ' : ' or ');
  const said = `${one} ${isWithout ? 'is not' : 'is'} ${text}`;
  const side = isWithout ? 'without' : 'only';
  const label = (
    <span className="max-w-72 truncate">
      <span className="text-quiet">{`${one} ${isWithout ? 'is not' : 'is'} `}</span>
      {text}
    </span>
  );
  return (
    <li
      className={clsx(
        'inline-flex h-7 max-w-full items-center overflow-hidden rounded-md border text-sm',
        idle === undefined
          ? 'border-line-strong bg-surface'
          : 'border-dashed border-line-strong text-faint line-through',
      )}
      title={idle ?? values.map((value) => nameOf(dimension, value)).join(', ')}
    >
      {isWithout ? (
        <span className="truncate px-2">{label}</span>
      ) : (
        <Popover
          label={`Filter: ${one}`}
          trigger={
            <button type="button" aria-label={`${said}: change`} className={clsx(partClasses, 'min-w-0 px-2')}>
              {label}
            </button>
          }
        >
          <div className="w-60">
            <ValueList dimension={dimension} />
          </div>
        </Popover>
      )}
      {idle !== undefined && <span className="sr-only">{idle}</span>}
      <button
        type="button"
        aria-label={`Remove filter: ${said}`}
        className={clsx(partClasses, 'px-1.5 text-quiet')}
        onClick={() => set({ [side]: withValues(state[side], dimension, []) })}
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}

/** What the page is narrowed to, each to be changed or removed. */
export function FilterChips({ working }: { readonly working: readonly Dimension[] }) {
  const { state, set } = useAnalytics();
  const project = useProject();
  // The project that the frame shows stands in the frame.
  const isFrames = (dimension: Dimension, values: readonly string[]) => {
    return dimension === 'project' && values.length === 1 && values[0] === project?.slug;
  };
  const chips = dimensions.flatMap((dimension) => {
    const idle = working.includes(dimension) || dimension === 'project' ? undefined : 'Does not narrow this page.';
    return (['only', 'without'] as const).flatMap((side) => {
      const values = state[side][dimension] ?? [];
      if (values.length === 0 || (side === 'only' && isFrames(dimension, values))) return [];
      return [{ dimension, isWithout: side === 'without', values, idle }];
    });
  });
  if (chips.length === 0) return null;
  const kept = project === undefined ? {} : { project: [project.slug] };
  return (
    <ul className="flex flex-wrap items-center gap-1.5" aria-label="Filters">
      {chips.map((chip) => (
        <Chip key={`${chip.dimension}-${chip.isWithout}`} {...chip} />
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            className="px-1.5 text-sm text-quiet hover:text-text"
            onClick={() => set({ only: kept, without: {} })}
          >
            Clear all
          </button>
        </li>
      )}
    </ul>
  );
}
