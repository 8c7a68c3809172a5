import type { TeamView } from '@weir/services/teams/view';
import { Checkbox } from '../ui/checkbox.tsx';

/** Which teams somebody will be in. Nothing where there are no teams. */
export function TeamChoice({
  teams,
  value,
  onChange,
}: {
  readonly teams: readonly TeamView[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  if (teams.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">
        Teams <span className="font-normal text-faint">(optional)</span>
      </legend>
      <div className="grid max-h-40 gap-1.5 overflow-y-auto sm:grid-cols-2">
        {teams.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={value.includes(id)}
            onChange={(event) => onChange(event.target.checked ? [...value, id] : value.filter((each) => each !== id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
