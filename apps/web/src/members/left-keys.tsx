import { RadioList } from '../ui/radio-list.tsx';

export type LeftKeys = 'revoke' | 'keep';

const choices = [
  { value: 'revoke', label: 'Revoke them', help: 'Every gateway refuses them within a second.' },
  { value: 'keep', label: 'Keep them working', help: 'They stay in their projects, without an owner.' },
] as const;

/** What becomes of the gateway keys of somebody who goes. */
export function LeftKeysChoice({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: LeftKeys;
  readonly onChange: (value: LeftKeys) => void;
}) {
  return <RadioList label={label} choices={choices} value={value} onChange={onChange} />;
}
