import type { PartStatus } from '@weir/services/instance/read-status';

const words = { good: 'Working', warn: 'Waiting', bad: 'Away' } as const;

/** One line for each part of the instance: its state in words as well as in colour. */
export function Parts({ parts }: { parts: readonly PartStatus[] }) {
  return (
    <table className="parts" aria-label="Parts of this instance">
      <tbody>
        {parts.map((part) => (
          <tr key={part.name}>
            <th scope="row">{part.name}</th>
            <td className={`state ${part.state}`}>{words[part.state]}</td>
            <td className="quiet">{part.detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
