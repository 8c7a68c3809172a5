import { type CapabilityLine, lineFor } from './line.ts';

/** Groq's models that hear, which the data leaves out. */
export const groq: readonly CapabilityLine[] = [
  lineFor('^whisper-large-v3', 'https://groq.com/GroqDocs/Groq%20ASR%20Model%20Guide.pdf', {
    inputs: ['audio'],
    outputs: ['text'],
    tools: false,
  }),
];
