import type { Capabilities } from '../capability.ts';
import type { CapabilityLine } from './line.ts';

const readOn = '2026-11-28';
const models = 'https://developers.openai.com/api/docs/models';
const guides = 'https://developers.openai.com/api/docs/guides';

/** Models by the beginning of their name, each with its dated snapshots. */
function line(names: string, source: string, capabilities: Capabilities): CapabilityLine {
  return { match: { regex: `^(${names})(-20\\d{2}-\\d{2}-\\d{2})?$` }, source, readOn, capabilities };
}

const reads = { inputs: ['text', 'image', 'document'], outputs: ['text'] } satisfies Capabilities;
const thinks = { ...reads, tools: true, reasoning: true } satisfies Capabilities;
const speaks = { inputs: ['text', 'audio'], outputs: ['text', 'audio'] } satisfies Capabilities;

/**
 * OpenAI. GPT-5.1 to GPT-5.6, and the GPT-6 models that can leave reasoning out, take a temperature only without it:
 * whether they do is left unknown.
 */
export const openai: readonly CapabilityLine[] = [
  line('gpt-4o|gpt-4o-mini|gpt-4\\.1(-mini|-nano)?|gpt-5(-mini|-nano)?|o1|o3|o4-mini', `${guides}/pdf-files`, {
    ...reads,
    structuredOutput: true,
  }),
  line('o1-pro|o3-pro', `${guides}/pdf-files`, reads),
  line('o3-mini', `${models}/o3-mini`, { structuredOutput: true }),
  line('gpt-4o-2024-05-13', `${guides}/structured-outputs`, { structuredOutput: false }),
  line('gpt-5-codex', `${models}/gpt-5-codex`, {
    ...thinks,
    structuredOutput: true,
    temperature: false,
    contextWindow: 400_000,
    outputTokensMax: 128_000,
  }),
  line('gpt-5-pro', `${models}/gpt-5-pro`, {
    ...thinks,
    structuredOutput: true,
    temperature: false,
    contextWindow: 400_000,
    outputTokensMax: 272_000,
  }),
  line('gpt-5\\.[1-3]-codex(-mini|-max)?|gpt-5\\.[12]|gpt-5\\.4-(mini|nano)', models, {
    ...thinks,
    structuredOutput: true,
    contextWindow: 400_000,
    outputTokensMax: 128_000,
  }),
  line('gpt-5\\.2-pro', `${models}/gpt-5.2-pro`, { ...thinks, contextWindow: 400_000, outputTokensMax: 128_000 }),
  line('gpt-5\\.[45](-pro)?|gpt-5\\.6(-luna|-sol|-terra)?|gpt-6-(astra|luna|sol)', models, {
    ...thinks,
    contextWindow: 1_050_000,
    outputTokensMax: 128_000,
  }),
  line('gpt-5\\.[45]|gpt-5\\.6(-luna|-sol|-terra)?|gpt-6-(astra|luna|sol)', models, { structuredOutput: true }),
  line('gpt-6-astra', `${models}/gpt-6-astra`, { temperature: false }),
  line('gpt-4o(-mini)?-audio-preview|gpt-audio(-mini)?', `${guides}/audio`, {
    ...speaks,
    tools: true,
    reasoning: false,
    contextWindow: 128_000,
    outputTokensMax: 16_384,
  }),
  line('gpt-4o(-mini)?-realtime-preview|gpt-realtime(-mini|-2)?', `${guides}/realtime`, { ...speaks, tools: true }),
  line('text-embedding-(3-small|3-large|ada-002)', `${guides}/embeddings`, {
    inputs: ['text'],
    outputs: [],
    tools: false,
  }),
  line('gpt-image-[12](\\.5)?(-mini)?', `${guides}/image-generation`, {
    inputs: ['text', 'image'],
    outputs: ['image'],
    tools: false,
  }),
  line('whisper-1|gpt-4o(-mini)?-transcribe|gpt-transcribe', `${guides}/speech-to-text`, {
    inputs: ['audio'],
    outputs: ['text'],
    tools: false,
  }),
  line('tts-1(-hd)?|gpt-4o-mini-tts', `${guides}/text-to-speech`, {
    inputs: ['text'],
    outputs: ['audio'],
    tools: false,
  }),
  line('omni-moderation-latest', `${guides}/moderation`, { inputs: ['text', 'image'], outputs: [], tools: false }),
];
