import type { RouteView } from '@weir/services/routes/view';
import { StateDot, type Tone } from '../ui/badge.tsx';
import type { SaveState } from './use-draft-save.ts';

function words(state: SaveState, route: RouteView): readonly [Tone, string] {
  switch (state.kind) {
    case 'saved':
      if (route.hasDraft) return ['good', 'Draft saved'];
      return ['neutral', route.publishedVersion === null ? 'Nothing published' : 'As published'];
    case 'waiting':
    case 'saving':
      return ['info', 'Saving the draft'];
    case 'unsound':
      return ['warn', 'Not saved: there is something to mend'];
    case 'conflict':
      return ['bad', 'Not saved: somebody else has changed it'];
    case 'failed':
      return ['bad', `Not saved: ${state.message}`];
  }
}

/** How the draft stands, for the eyes and for those who listen. */
export function SaveMark({ state, route }: { readonly state: SaveState; readonly route: RouteView }) {
  const [tone, said] = words(state, route);
  return (
    <span role="status" className="text-xs text-quiet">
      <StateDot tone={tone}>
        <span className="max-w-80 truncate" title={said}>
          {said}
        </span>
      </StateDot>
    </span>
  );
}
