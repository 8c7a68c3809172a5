import { type Expiry, expiresAtOf } from './expiry.ts';
import type { GatewayKey } from './gateway-key.ts';

/** An attribute in the form; `id` tells lines apart that are alike. */
export type Pair = { readonly id: number; readonly name: string; readonly value: string };

/** What the form of a key holds. */
export type KeyValues = {
  name: string;
  projectId: string;
  /** Empty: a service key. */
  ownerMemberId: string;
  access: 'all' | 'some';
  patterns: string[];
  expiry: Expiry;
  attributes: Pair[];
};

/** A form to begin with. */
export function emptyValues(projectId: string): KeyValues {
  return {
    name: '',
    projectId,
    ownerMemberId: '',
    access: 'all',
    patterns: [],
    expiry: { choice: 'never', wallTime: '' },
    attributes: [],
  };
}

/** The form of a key that there is. */
export function valuesOf(key: GatewayKey): KeyValues {
  const { name, projectId, ownerMemberId, allowedModels, attributes, expiresAt } = key;
  return {
    name,
    projectId,
    ownerMemberId: ownerMemberId ?? '',
    access: allowedModels === null ? 'all' : 'some',
    patterns: allowedModels ?? [],
    expiry: { choice: expiresAt === null ? 'never' : 'keep', wallTime: '' },
    attributes: Object.entries(attributes).map(([field, value], id) => ({ id, name: field, value })),
  };
}

type Clock = { readonly nowMs: number; readonly timeZone: string };

function attributesOf(pairs: readonly Pair[]): Record<string, string> {
  const named = pairs.filter(({ name }) => name.trim() !== '');
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), value]));
}

/** The request that issues a key. */
export function creationOf(values: KeyValues, clock: Clock) {
  const expiresAt = expiresAtOf(values.expiry, clock);
  return {
    projectId: values.projectId,
    name: values.name,
    attributes: attributesOf(values.attributes),
    ...(values.ownerMemberId === '' ? {} : { ownerMemberId: values.ownerMemberId }),
    ...(values.access === 'all' ? {} : { allowedModels: values.patterns }),
    ...(typeof expiresAt === 'string' ? { expiresAt } : {}),
  };
}

/** The request that changes a key; an expiry that is kept is left out. */
export function changeOf(id: string, values: KeyValues, clock: Clock) {
  const expiresAt = expiresAtOf(values.expiry, clock);
  return {
    id,
    name: values.name,
    allowedModels: values.access === 'all' ? null : values.patterns,
    attributes: attributesOf(values.attributes),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** What is wrong with the attributes, in words; undefined when nothing is. */
export function attributesError(pairs: readonly Pair[]): string | undefined {
  const names = pairs.map(({ name }) => name.trim());
  if (pairs.some(({ name, value }) => name.trim() === '' && value !== '')) return 'Give each value a name.';
  const used = names.filter((name) => name !== '');
  const twice = used.find((name, index) => used.indexOf(name) !== index);
  return twice === undefined ? undefined : `The name ${twice} stands there twice.`;
}
