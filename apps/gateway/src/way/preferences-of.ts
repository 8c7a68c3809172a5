import { WeirError } from '@weir/protocol/errors';
import { readPreferences } from '@weir/protocol/facts/read-preferences';
import type { Preferences } from '@weir/routing/request-facts';

const header = 'x-weir-prefer';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WeirError('invalid_request', `The header ${header} must be a JSON object.`, { field: header, cause });
  }
}

function read(value: unknown, field: string): Preferences {
  const preferences = readPreferences(value);
  if (!('fault' in preferences)) return preferences;
  throw new WeirError('invalid_request', `${field}: ${preferences.fault}`, { field });
}

/**
 * What the caller prefers: by the header, else by the body's `provider`; undefined where it says neither. Throws
 * invalid_request naming the field.
 */
export function preferencesOf(inHeader: string | undefined, inBody: unknown): Preferences | undefined {
  if (inHeader !== undefined) return read(parsed(inHeader), header);
  return inBody === undefined ? undefined : read(inBody, 'provider');
}
