'use client';
import { ChevronLeft, ChevronRight, ListFilter } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { type Dimension, dimensionWords } from './dimensions.ts';
import { ValueList } from './value-list.tsx';

const lineClasses = 'flex w-full items-center gap-2 rounded-md px-1.5 py-1 text-left text-sm hover:bg-hover';

/** Narrows the page: first to which dimension, then to which of its values. */
export function AddFilter({ dimensions }: { readonly dimensions: readonly Dimension[] }) {
  const [chosen, setChosen] = useState<Dimension | undefined>();
  return (
    <Popover
      label="Add a filter"
      onOpenChange={(open) => open || setChosen(undefined)}
      trigger={
        <Button size="sm">
          <ListFilter aria-hidden="true" className="size-3.5" />
          Filter
        </Button>
      }
    >
      <div className="w-60">
        {chosen === undefined ? (
          <ul>
            {dimensions.map((dimension) => (
              <li key={dimension}>
                <button type="button" className={lineClasses} onClick={() => setChosen(dimension)}>
                  <span className="flex-1">{dimensionWords[dimension].one}</span>
                  <ChevronRight aria-hidden="true" className="size-3.5 text-faint" />
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <button
              type="button"
              // The list it came from is gone, and with it the focus.
              ref={(button) => button?.focus()}
              className={`${lineClasses} mb-1 font-medium`}
              onClick={() => setChosen(undefined)}
            >
              <ChevronLeft aria-hidden="true" className="size-3.5 text-faint" />
              <span className="sr-only">Back to all filters: </span>
              {dimensionWords[chosen].one}
            </button>
            <ValueList dimension={chosen} />
          </>
        )}
      </div>
    </Popover>
  );
}
