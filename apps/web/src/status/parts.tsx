import type { PartStatus } from '@weir/services/instance/read-status';
import { StateDot } from '../ui/badge.tsx';

const words = { good: 'Working', warn: 'Waiting', bad: 'Away' } as const;

/** One line for each part of the instance: its state in words as well as in colour. */
export function Parts({ parts }: { readonly parts: readonly PartStatus[] }) {
  return (
    <table className="w-full border-collapse text-left text-sm max-sm:block" aria-label="Parts of this instance">
      <tbody className="max-sm:block">
        {parts.map(({ name, state, detail }) => (
          <tr key={name} className="border-b border-line last:border-0 max-sm:block max-sm:px-4 max-sm:py-2.5">
            <th scope="row" className="font-medium max-sm:float-left sm:h-11 sm:w-36 sm:pl-4">
              {name}
            </th>
            <td className="max-sm:float-right sm:w-32">
              <StateDot tone={state}>{words[state]}</StateDot>
            </td>
            <td className="text-quiet max-sm:clear-both max-sm:block sm:py-2 sm:pr-4">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
