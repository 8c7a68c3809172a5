import type { Capabilities } from '../capability.ts';
import { type CapabilityLine, lineFor, modelsDev } from './line.ts';

const docs = 'https://developers.openai.com/api/docs';
/** What the endpoints for one thing take and give. */
const description = 'https://github.com/openai/openai-openapi';

/** Models by their names, each with its dated snapshots. */
function line(names: string, source: string, capabilities: Capabilities): CapabilityLine {
  return lineFor(`^(${names})(-20\\d{2}-\\d{2}-\\d{2})?$`, source, capabilities);
}

const reads = { inputs: ['text', 'image', 'document'], outputs: ['text'] } satisfies Capabilities;
const thinks = { ...reads, tools: true, reasoning: true, outputTokensMax: 128_000 } satisfies Capabilities;
const codex = 'gpt-5-codex|gpt-5\\.[1-3]-codex(-mini|-max)?';
const million = 'gpt-5\\.[45](-pro)?|gpt-5\\.6(-luna|-sol|-terra)?|gpt-6-(astra|luna|sol)';

/**
 * OpenAI. Models that can leave reasoning out (GPT-5.1 and later, but for Codex, Pro and Astra) take a temperature only
 * then (https://developers.openai.com/api/docs/guides/latest-model), so whether they do is left unknown.
 */
export const openai: readonly CapabilityLine[] = [
  line(
    'gpt-4o(-mini)?|gpt-4\\.1(-mini|-nano)?|gpt-5(-mini|-nano)?|o1(-pro)?|o3(-pro)?|o4-mini',
    `${docs}/guides/pdf-files`,
    reads,
  ),
  line('gpt-4o(-mini)?|gpt-4\\.1(-mini|-nano)?', `${docs}/guides/structured-outputs`, { structuredOutput: true }),
  line('gpt-4o-2024-05-13', `${docs}/guides/structured-outputs`, { structuredOutput: false }),
  line('gpt-5(-mini|-nano)?|o1|o3(-mini|-pro)?|o4-mini', modelsDev, { structuredOutput: true }),
  line(`${codex}|gpt-5\\.[12]|gpt-5\\.4-(mini|nano)`, modelsDev, {
    ...thinks,
    structuredOutput: true,
    contextWindow: 400_000,
  }),
  line('gpt-5(\\.2)?-pro', modelsDev, { ...thinks, contextWindow: 400_000 }),
  line('gpt-5-pro', modelsDev, { structuredOutput: true, outputTokensMax: 272_000 }),
  line(million, modelsDev, { ...thinks, structuredOutput: true, contextWindow: 1_050_000 }),
  line('gpt-5\\.[24]-pro', modelsDev, { structuredOutput: false }),
  line(`${codex}|gpt-5(\\.\\d)?-pro|gpt-6-astra`, modelsDev, { temperature: false }),
  line('gpt-4o(-mini)?-audio-preview|gpt-audio(-mini)?', `${docs}/models/gpt-audio-mini`, {
    inputs: ['text', 'audio'],
    outputs: ['text', 'audio'],
    tools: true,
    reasoning: false,
    contextWindow: 128_000,
    outputTokensMax: 16_384,
  }),
  line('omni-moderation(-latest)?', `${docs}/models/omni-moderation-latest`, {
    inputs: ['text', 'image'],
    outputs: ['text'],
    tools: false,
  }),
  line('gpt-image-[12](\\.5)?(-mini)?', modelsDev, { inputs: ['text', 'image'], outputs: ['image'], tools: false }),
  line('text-embedding-(3-small|3-large|ada-002)', description, { inputs: ['text'], outputs: [], tools: false }),
  line('whisper-1|gpt-4o(-mini)?-transcribe|gpt-transcribe', description, {
    inputs: ['audio'],
    outputs: ['text'],
    tools: false,
  }),
  line('tts-1(-hd)?|gpt-4o-mini-tts', description, { inputs: ['text'], outputs: ['audio'], tools: false }),
];
