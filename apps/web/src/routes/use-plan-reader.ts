import { useEffect, useState } from 'react';

/** What knows plans by their schema. It weighs more than the rest of the editor, and only edits need it. */
export type PlanReader = typeof import('./read-plan.ts');

const againMs = 2_000;

/** The reader of plans: undefined until it is wanted, and while it is on its way. */
export function usePlanReader(isWanted: boolean): PlanReader | undefined {
  const [reader, setReader] = useState<PlanReader>();
  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = () => {
      import('./read-plan.ts').then(
        (module) => setReader(module),
        () => {
          timer = setTimeout(load, againMs);
        },
      );
    };
    load();
    return () => clearTimeout(timer);
  }, [isWanted]);
  return reader;
}
