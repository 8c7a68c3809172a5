import { formatUsd } from '../format/money.ts';
import { formatCountShort } from '../format/number.ts';
import { type Model, nameOf, usdOf } from '../models/model.ts';
import type { ComboboxChoice } from '../ui/combobox-choice.ts';

const priceOf = (model: Model, bucket: 'input' | 'output') => {
  const usd = usdOf(model.price, bucket);
  return usd === null ? undefined : formatUsd(usd);
};

function priceWords(model: Model): string | undefined {
  const [input, output] = [priceOf(model, 'input'), priceOf(model, 'output')];
  const parts = [...(input === undefined ? [] : [`${input} in`]), ...(output === undefined ? [] : [`${output} out`])];
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Tokens as model cards say them: 8.2K, 131K, 1M. */
function windowWords(tokens: number): string {
  return formatCountShort(tokens < 10_000 ? tokens : Math.floor(tokens / 1_000) * 1_000);
}

/** What a model costs and holds, in few words: `$0.15 in, $0.60 out · 128K`. */
export function modelDetail(model: Model): string {
  const { contextWindow } = model;
  const price = priceWords(model) ?? 'no known price';
  return contextWindow === null ? price : `${price} · ${windowWords(contextWindow)}`;
}

/** The same for a line of its own, with what the figures are. */
export function modelLine(model: Model): string {
  const { contextWindow, simulated } = model;
  const price = priceWords(model);
  return [
    price === undefined ? 'no known price' : `${price} per M tokens${simulated ? ', simulated' : ''}`,
    ...(contextWindow === null ? [] : [`${windowWords(contextWindow)} context`]),
  ].join(' · ');
}

/** The models as choices. A provider's name finds its models too. */
export function modelChoices(models: readonly Model[], providerName: (id: string) => string): ComboboxChoice[] {
  return models.map((model) => ({
    value: nameOf(model),
    label: nameOf(model),
    detail: modelDetail(model),
    keywords: [providerName(model.provider)],
  }));
}

/** `provider/model` as it is typed; undefined without a provider before it. */
export function splitName(name: string): { readonly provider: string; readonly model: string } | undefined {
  const at = name.indexOf('/');
  if (at < 1 || at === name.length - 1) return undefined;
  return { provider: name.slice(0, at), model: name.slice(at + 1) };
}
