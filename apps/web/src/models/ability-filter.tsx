import { ChevronDown } from 'lucide-react';
import { setUrlFields } from '../client/url-field.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuCheck } from '../ui/menu.tsx';
import { type Ability, abilities, abilityName } from './ability.ts';
import { AbilityIcon } from './ability-marks.tsx';

/** Leaves the models that are known to do all that is chosen. */
export function AbilityFilter({ chosen }: { readonly chosen: readonly Ability[] }) {
  const [first] = chosen;
  const choose = (ability: Ability, isOn: boolean) => {
    const next = abilities.filter((each) => (each === ability ? isOn : chosen.includes(each)));
    setUrlFields({ can: next.join() || undefined });
  };
  return (
    <Menu
      trigger={
        <Button size="sm" className="font-normal!">
          {first === undefined ? 'Any ability' : chosen.map(abilityName).join(' + ')}
          <ChevronDown className="size-3.5 text-quiet" aria-hidden="true" />
        </Button>
      }
    >
      {abilities.map((ability) => (
        <MenuCheck key={ability} checked={chosen.includes(ability)} onChange={(isOn) => choose(ability, isOn)}>
          <AbilityIcon ability={ability} />
          {abilityName(ability)}
        </MenuCheck>
      ))}
    </Menu>
  );
}
