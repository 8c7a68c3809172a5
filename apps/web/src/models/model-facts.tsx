import type { ReactNode } from 'react';
import { formatCount } from '../format/number.ts';
import { type Ability, abilityName, abilityWords, knownOf } from './ability.ts';
import type { Model } from './model.ts';
import { Unknown } from './unknown.tsx';

const modalities = {
  text: 'text',
  image: 'images',
  document: 'documents (PDF)',
  audio: 'audio',
  video: 'video',
} as const;

type Listed = readonly (keyof typeof modalities)[] | null;

function Modalities({ listed, none, why }: { readonly listed: Listed; readonly none: string; readonly why: string }) {
  if (listed === null) return <Unknown why={why} />;
  return listed.length === 0 ? none : listed.map((each) => modalities[each]).join(', ');
}

function Tokens({ count, why }: { readonly count: number | null; readonly why: string }) {
  return count === null ? <Unknown why={why} /> : <span className="tabular">{formatCount(count)} tokens</span>;
}

function YesNo({ known, why }: { readonly known: boolean | null; readonly why: string }) {
  if (known === null) return <Unknown why={why} />;
  return known ? 'Yes' : <span className="text-quiet">No</span>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-1.5">
      <dt className="text-quiet">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}

const own: readonly Ability[] = ['tools', 'structured', 'reasoning'];

/** What a model reads, writes and can do; what nobody says is a dash with its reason. */
export function ModelFacts({ model }: { readonly model: Model }) {
  const { inputs, outputs, temperature, outputTokensMax } = model.capabilities;
  return (
    <dl className="grid grid-cols-1 gap-x-8 text-sm sm:grid-cols-2">
      <Fact name="Reads">
        <Modalities listed={inputs} none="nothing" why="What it reads is not known." />
      </Fact>
      <Fact name="Writes">
        <Modalities listed={outputs} none="numbers" why="What it writes is not known." />
      </Fact>
      <Fact name="Context">
        <Tokens count={model.contextWindow} why="Its context window is not known." />
      </Fact>
      <Fact name="Longest answer">
        <Tokens count={outputTokensMax} why="How long its answers may be is not known." />
      </Fact>
      {own.map((ability) => (
        <Fact key={ability} name={abilityName(ability)}>
          <YesNo known={knownOf(model, ability)} why={`Whether it ${abilityWords(ability)} is not known.`} />
        </Fact>
      ))}
      <Fact name="Temperature">
        {temperature === false ? (
          'Only its own'
        ) : (
          <YesNo known={temperature} why="Whether it takes a temperature is not known, or depends on the request." />
        )}
      </Fact>
    </dl>
  );
}
