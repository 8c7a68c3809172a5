import { defined } from '../../canonical/fields.ts';
import type { MediaSource, Part } from '../../canonical/part.ts';
import type { JsonObject } from '../../json-read.ts';
import { argsOf } from './encode-part.ts';
import { encodeSource } from './media.ts';
import { writeSeal } from './seal.ts';

/** Parts that only this dialect has, by their own field: others are another vendor's and mean nothing here. */
const ownKeys = ['executableCode', 'codeExecutionResult', 'toolCall', 'toolResponse', 'functionResponse', 'inlineData'];

function ownPart(value: JsonObject): readonly JsonObject[] {
  return ownKeys.some((key) => key in value) ? [value] : [];
}

type Medium = Extract<Part, { kind: 'image' | 'document' | 'audio' | 'video' }>;

function medium(kind: Medium['kind'], source: MediaSource, thoughtSignature?: string): readonly JsonObject[] {
  const written = encodeSource(source, kind);
  return written === undefined ? [] : [{ ...written, ...defined({ thoughtSignature }) }];
}

/** A part of an answer in this dialect; none where it has no words for it. */
export function writeAnswerPart(part: Part): readonly JsonObject[] {
  switch (part.kind) {
    case 'text':
      return [{ text: part.text, ...defined({ thoughtSignature: writeSeal(part.signature) }) }];
    case 'refusal':
      return [{ text: part.text }];
    case 'reasoning': {
      const seal = writeSeal(part.signature);
      return [{ text: part.texts.join('\n\n'), thought: true, ...defined({ thoughtSignature: seal }) }];
    }
    case 'tool_call':
      return [
        {
          functionCall: { id: part.id, name: part.name, args: argsOf(part.arguments) },
          ...defined({ thoughtSignature: writeSeal(part.signature) }),
        },
      ];
    case 'image':
      return medium('image', part.source, writeSeal(part.signature));
    case 'audio':
      // What is said has no place of its own beside the sound.
      return [...(part.transcript === undefined ? [] : [{ text: part.transcript }]), ...medium('audio', part.source)];
    case 'document':
    case 'video':
      return medium(part.kind, part.source);
    case 'server_tool':
    case 'native':
      return ownPart(part.value);
    case 'tool_result':
      return [];
  }
}
