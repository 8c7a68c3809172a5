import { asObject, entryOf, type JsonObject } from '../json-read.ts';

/** What a caller asks of the choice of a target; prices in USD per million tokens. */
export type ReadPreferences = {
  /** Providers or `provider/model`: tried first, in this order. */
  readonly order?: readonly string[];
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  readonly inputUsdPerMillionMax?: number;
  readonly outputUsdPerMillionMax?: number;
  readonly regions?: readonly string[];
  readonly zeroRetention?: boolean;
};

/** What is wrong with them, in words for the caller that begin with the field. */
export type PreferencesFault = { readonly fault: string };

const namesMax = 64;
const nameCharactersMax = 512;

type Read = ReadPreferences | PreferencesFault;
type Reader = (value: unknown, field: string) => Read;

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= nameCharactersMax;
}

function namesOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.length <= namesMax && value.every(isName) ? value : undefined;
}

function names(as: (read: readonly string[]) => ReadPreferences): Reader {
  return (value, field) => {
    const read = namesOf(value);
    return read === undefined ? { fault: `${field} must be an array of at most ${namesMax} names` } : as(read);
  };
}

/** A number, or decimal digits as a text: from 0, no exponent, for it is money. */
function priceOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  return typeof value === 'string' && /^\d{1,12}(?:\.\d{1,12})?$/.test(value) ? Number(value) : undefined;
}

const priceKeys = { prompt: 'inputUsdPerMillionMax', completion: 'outputUsdPerMillionMax' } as const;

function maxPrice(value: unknown, field: string): Read {
  const said = asObject(value);
  if (said === undefined) return { fault: `${field} must be an object of prompt and completion` };
  let read: ReadPreferences = {};
  for (const [name, one] of Object.entries(said)) {
    const key = entryOf(priceKeys, name);
    if (key === undefined) return { fault: `${field}.${name} is not known: it takes prompt and completion` };
    const price = priceOf(one);
    if (price === undefined) {
      return { fault: `${field}.${name} must be a price in USD per million tokens: a number or decimal digits` };
    }
    read = { ...read, [key]: price };
  }
  return read;
}

function region(value: unknown, field: string): Read {
  const read = namesOf(typeof value === 'string' ? [value] : value);
  return read === undefined || read.length === 0
    ? { fault: `${field} must be a region or an array of at most ${namesMax}` }
    : { regions: read };
}

function zeroRetention(value: unknown, field: string): Read {
  if (typeof value !== 'boolean') return { fault: `${field} must be true or false` };
  return value ? { zeroRetention: true } : {};
}

function dataCollection(value: unknown, field: string): Read {
  if (value === 'deny') return { zeroRetention: true };
  return value === 'allow' ? {} : { fault: `${field} must be allow or deny` };
}

/** By OpenRouter's names (https://openrouter.ai/docs/features/provider-routing), and our own `region`. */
const readers: Readonly<Record<string, Reader>> = {
  order: names((order) => ({ order })),
  only: names((only) => ({ only })),
  ignore: names((ignore) => ({ ignore })),
  max_price: maxPrice,
  region,
  zdr: zeroRetention,
  zero_retention: zeroRetention,
  data_collection: dataCollection,
};

function readAll(said: JsonObject): Read {
  let all: ReadPreferences = {};
  for (const [field, value] of Object.entries(said)) {
    if (value === null) continue;
    const reader = entryOf(readers, field);
    if (reader === undefined) {
      return { fault: `${field.slice(0, 64)} is not known: it takes ${Object.keys(readers).join(', ')}` };
    }
    const read = reader(value, field);
    if ('fault' in read) return read;
    all = { ...all, ...read };
  }
  return all;
}

/** Preferences as the body's `provider` or the header `x-weir-prefer` has them, or what is wrong with them. */
export function readPreferences(value: unknown): ReadPreferences | PreferencesFault {
  const said = asObject(value);
  return said === undefined ? { fault: 'must be an object' } : readAll(said);
}
