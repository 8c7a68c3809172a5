/** Who made a model, and its name there: `publishers/{publisher}/models/{name}`, `{publisher}/{name}`, or the name alone. */
export type Published = { readonly publisher: string; readonly name: string };

/** Claude and Gemini are known by their names alone. A publisher becomes a step of a path, so it is a plain word. */
export function publishedBy(model: string): Published {
  const [, long, longName] = /^publishers\/([a-z0-9][a-z0-9-]*)\/models\/(.+)$/s.exec(model) ?? [];
  if (long !== undefined && longName !== undefined) return { publisher: long, name: longName };
  const [, short, shortName] = /^([a-z0-9][a-z0-9-]*)\/(.+)$/s.exec(model) ?? [];
  if (short !== undefined && shortName !== undefined && short !== 'models')
    return { publisher: short, name: shortName };
  const name = shortName ?? model;
  return { publisher: name.startsWith('claude') ? 'anthropic' : 'google', name };
}
