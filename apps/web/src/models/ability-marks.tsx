import { AudioLines, Braces, Brain, FileText, Image, type LucideIcon, Wrench } from 'lucide-react';
import { type Ability, abilities, abilityWords, knownOf } from './ability.ts';
import type { Model } from './model.ts';
import { Unknown } from './unknown.tsx';

const icons: Readonly<Record<Ability, LucideIcon>> = {
  image: Image,
  document: FileText,
  audio: AudioLines,
  tools: Wrench,
  structured: Braces,
  reasoning: Brain,
};

/** The picture that stands for an ability wherever it is named. */
export function AbilityIcon({ ability }: { readonly ability: Ability }) {
  const Icon = icons[ability];
  return <Icon className="size-3.5 shrink-0" aria-hidden="true" />;
}

function Mark({ model, ability }: { readonly model: Model; readonly ability: Ability }) {
  const known = knownOf(model, ability);
  const words = abilityWords(ability);
  // Each has its place, so that a column of models compares at a glance.
  return (
    <span className="inline-flex size-4 items-center justify-center">
      {known === true && (
        <span title={`It ${words}.`} className="text-quiet">
          <AbilityIcon ability={ability} />
          <span className="sr-only">{words}, </span>
        </span>
      )}
      {known === null && <Unknown why={`Whether it ${words} is not known.`} />}
    </span>
  );
}

/** What a model can do, in pictures; one dash where nothing is known of it. */
export function AbilityMarks({ model }: { readonly model: Model }) {
  if (abilities.every((ability) => knownOf(model, ability) === null))
    return <Unknown why="What it can do is not known." />;
  return (
    <span className="inline-flex items-center gap-1 align-middle">
      {abilities.map((ability) => (
        <Mark key={ability} model={model} ability={ability} />
      ))}
    </span>
  );
}
