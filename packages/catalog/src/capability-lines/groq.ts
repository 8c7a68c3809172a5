import type { CapabilityLine } from './line.ts';

/** Groq's models that hear, which the data leaves out. */
export const groq: readonly CapabilityLine[] = [
  {
    match: { starts_with: 'whisper-large-v3' },
    source: 'https://console.groq.com/docs/speech-to-text',
    readOn: '2026-11-28',
    capabilities: { inputs: ['audio'], outputs: ['text'], tools: false },
  },
];
