import type { JsonObject } from '@weir/protocol/json-read';
import { geminiUsage } from '../gemini-generate.ts';
import { frame } from '../script.ts';
import { piecesOf, type Writing } from './writing.ts';

type Calls = Writing['turn']['calls'];

/** Only the first call of a turn is sealed. */
function callParts(calls: Calls, seal: string | undefined): readonly JsonObject[] {
  return calls.map((call, index) => ({
    functionCall: { id: call.id, name: call.name, args: call.arguments },
    ...(index === 0 && seal !== undefined ? { thoughtSignature: seal } : {}),
  }));
}

/** What the model says piece by piece; where it calls nothing, the seal comes on an empty text at the end. */
function partsOf({ turn }: Writing, characters?: number): readonly JsonObject[] {
  const { thinks = '', says = '', seal, calls } = turn;
  const last = calls.length === 0 && seal !== undefined ? [{ text: '', thoughtSignature: seal }] : [];
  return [
    ...piecesOf(thinks, characters).map((text) => ({ text, thought: true })),
    ...piecesOf(says, characters).map((text) => ({ text })),
    ...callParts(calls, seal),
    ...last,
  ];
}

function answer(writing: Writing, parts: readonly JsonObject[], ended: boolean): JsonObject {
  const content = { role: 'model', parts };
  return {
    candidates: [{ content, index: 0, ...(ended ? { finishReason: 'STOP' } : {}) }],
    usageMetadata: geminiUsage(writing.usage),
    modelVersion: writing.reading.model,
    responseId: writing.id,
  };
}

/** A whole answer. */
export function generateDocument(writing: Writing): unknown {
  return answer(writing, partsOf(writing, 10_000), true);
}

/** A streamed answer: a call comes whole, and the finish with the last part. */
export function generateFrames(writing: Writing): readonly Buffer[] {
  const parts = partsOf(writing);
  return parts.map((part, index) => frame(answer(writing, [part], index === parts.length - 1)));
}
