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

/** Whose seal a detail of this `format` holds; a format without a name of its own stands for itself. */
export function originOfFormat(format: string | undefined): string {
  return format === undefined ? 'unknown' : (entryOf(origins, format) ?? format);
}

/** The `format` of a detail that holds a seal of this origin. */
export function formatOfOrigin(origin: string): string {
  return entryOf(formats, origin) ?? origin;
}
