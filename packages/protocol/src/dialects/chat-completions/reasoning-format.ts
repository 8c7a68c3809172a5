import type { Signature } from '../../canonical/part.ts';
import { entryOf } from '../../json-read.ts';

/** OpenRouter's names for the makers of sealed reasoning (https://openrouter.ai/docs/use-cases/reasoning-tokens). */
const origins: Readonly<Record<string, string>> = {
  'anthropic-claude-v1': 'anthropic',
  'openai-responses-v1': 'openai',
  'azure-openai-responses-v1': 'openai',
  'google-gemini-v1': 'gemini',
  'xai-responses-v1': 'xai',
};
const formats: Readonly<Record<string, string>> = {
  anthropic: 'anthropic-claude-v1',
  openai: 'openai-responses-v1',
  gemini: 'google-gemini-v1',
  xai: 'xai-responses-v1',
};

/** Formats whose seals belong to calls and texts rather than to reasoning. */
const ofParts: ReadonlySet<string> = new Set(['gemini']);
/** What Anthropic's seals of redacted thinking are told apart by: each is a block of its own. */
const redactedMark = '.redacted';
/** Formats whose seals without a text are such. */
const withRedacted: ReadonlySet<string> = new Set(['anthropic']);

/** Whose seal a detail of this `format` holds; a format without a name of its own stands for itself. */
export function originOfFormat(format: string | undefined): string {
  return format === undefined ? 'unknown' : (entryOf(origins, format) ?? format);
}

/** The same for the seal that stands in an entry of its own (`data`). */
export function originOfData(format: string | undefined): string {
  const origin = originOfFormat(format);
  return withRedacted.has(origin) ? origin + redactedMark : origin;
}

/** The `format` of a detail that holds a seal of this origin. */
export function formatOfOrigin(origin: string): string {
  const vendor = origin.endsWith(redactedMark) ? origin.slice(0, -redactedMark.length) : origin;
  return entryOf(formats, vendor) ?? origin;
}

/** True for a seal that belongs to a tool call or a text. */
export function sealsPart(signature: Signature | undefined): boolean {
  return signature !== undefined && ofParts.has(signature.origin);
}

/** True for a seal that, without a text beside it, is a block of its own. */
export function sealsBlock(signature: Signature): boolean {
  return signature.origin.endsWith(redactedMark);
}

/** True for a seal that stands beside the text that it seals, even where that is withheld. */
export function sealsTexts(signature: Signature): boolean {
  return withRedacted.has(signature.origin);
}
