import type { RoutePlan, Strategy, TargetNode } from '@weir/routing/route-plan';
import type { Model } from '../models/model.ts';
import { firstCondition } from './group-kinds.ts';

export const templateIds = ['single', 'fallback', 'cheapest', 'race', 'smart', 'conditional'] as const;
export type TemplateId = (typeof templateIds)[number];

/** `text` as a template; what is none is the first that protects. */
export function templateOf(text: string | undefined): TemplateId {
  return templateIds.find((id) => id === text) ?? 'fallback';
}

/** What of a model decides whether a template begins with it. */
export type Callable = Pick<Model, 'provider' | 'id' | 'operations' | 'simulated'> & {
  readonly price: { readonly usdPerMillion: Readonly<Record<string, string>> } | null;
};

type Chosen = Pick<TargetNode, 'provider' | 'model'>;

const isChat = ({ operations }: Callable) => operations.some((each) => each === 'chat' || each === 'messages');
/** What an answer costs most by. */
const outputUsd = ({ price }: Callable) => Number(price?.usdPerMillion['output'] ?? Number.NaN);
/** USD for a million tokens: dearer ones are for who asks for them. */
const modestMax = 6;

/** Models to begin with: one of each provider first, then more of the same; what answers without a key comes last. */
export function firstModels(models: readonly Callable[], count: number): readonly Chosen[] {
  const priced = models.filter((model) => isChat(model) && Number.isFinite(outputUsd(model)));
  const modest = priced.filter((model) => outputUsd(model) <= modestMax);
  const fit = modest.length > 0 ? modest : priced;
  const real = fit.some(({ simulated }) => !simulated) ? fit.filter(({ simulated }) => !simulated) : fit;
  const rounds = new Map<string, number>();
  const ranked = real.map((model) => {
    const nth = rounds.get(model.provider) ?? 0;
    rounds.set(model.provider, nth + 1);
    return { nth, chosen: { provider: model.provider, model: model.id } };
  });
  const chosen = ranked.toSorted((a, b) => a.nth - b.nth).map((each) => each.chosen);
  const spare: readonly Chosen[] = ['fast', 'smart', 'reasoner'].map((model) => ({ provider: 'sandbox', model }));
  const more = spare.filter(
    ({ provider, model }) => !chosen.some((each) => each.provider === provider && each.model === model),
  );
  return [...chosen, ...more].slice(0, count);
}

const target = (chosen: Chosen): TargetNode => ({ kind: 'target', ...chosen });

function strategyOf(id: TemplateId, models: readonly Callable[]): Strategy {
  const children = firstModels(models, id === 'single' ? 1 : 2).map(target);
  const [one = target({ provider: 'sandbox', model: 'fast' }), other = one] = children;
  switch (id) {
    case 'single':
      return one;
    case 'fallback':
      return { kind: 'fallback', children };
    case 'cheapest':
      return { kind: 'fallback', children: [{ kind: 'cheapest', quality: 'balanced', children }, one] };
    case 'race':
      return { kind: 'race', children };
    case 'smart':
      return { kind: 'smart', quality: 'high', children };
    case 'conditional':
      return { kind: 'conditional', when: [{ if: firstCondition, use: other }], otherwise: one };
  }
}

/** The plan that a template begins with, of the models that the project can call. */
export function templatePlan(id: TemplateId, models: readonly Callable[]): RoutePlan {
  return { strategy: strategyOf(id, models) };
}
