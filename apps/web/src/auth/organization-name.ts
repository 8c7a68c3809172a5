const charactersMax = 100;

/** What the organization of somebody called `name` is called until they say otherwise; empty without a name. */
export function organizationNameOf(name: string): string {
  const plain = name.trim();
  if (plain === '') return '';
  const ending = "'s organization";
  return `${plain.slice(0, charactersMax - ending.length).trim()}${ending}`;
}
