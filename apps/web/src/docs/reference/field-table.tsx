import { DocsTable } from '../docs-table.tsx';
import type { FieldLine } from './fields.ts';
import { Prose } from './prose.tsx';
import { TypeText } from './type-text.tsx';

/** What a description says of bounds need not be said twice. */
function boundsBeside({ bounds, description = '' }: FieldLine): string | undefined {
  const numbers = bounds?.match(/\d+/g) ?? [];
  if (bounds === undefined || (numbers.length > 0 && numbers.every((number) => description.includes(number))))
    return undefined;
  return `${bounds.slice(0, 1).toUpperCase()}${bounds.slice(1)}.`;
}

function Line({ line, saysRequired }: { readonly line: FieldLine; readonly saysRequired: boolean }) {
  const words = [line.description, boundsBeside(line)].filter((note) => note !== undefined).join(' ');
  return (
    <tr>
      <th scope="row" className="py-2 pr-3 text-left align-top font-normal">
        <code className="[overflow-wrap:anywhere]">{line.name}</code>
        {saysRequired && line.isRequired && <span className="block text-xs text-quiet">required</span>}
      </th>
      <td className="px-3 py-2 align-top text-quiet">
        <TypeText parts={line.type} />
      </td>
      <td className="py-2 pl-3 align-top">
        <Prose text={words} />
      </td>
    </tr>
  );
}

/** Fields with their types and what they are. */
export function FieldTable({
  label,
  head = 'field',
  lines,
  saysRequired = false,
}: {
  readonly label: string;
  /** What a line is. */
  readonly head?: string;
  readonly lines: readonly FieldLine[];
  /** For what is sent: what comes is always there. */
  readonly saysRequired?: boolean;
}) {
  return (
    <DocsTable label={label}>
      <thead>
        <tr>
          <th className="w-[34%] py-2 pr-3 font-medium">{head}</th>
          <th className="w-[26%] px-3 py-2 font-medium">type</th>
          <th className="py-2 pl-3 font-medium">is</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.name} line={line} saysRequired={saysRequired} />
        ))}
      </tbody>
    </DocsTable>
  );
}
