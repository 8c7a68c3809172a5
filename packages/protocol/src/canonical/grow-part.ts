import type { AudioPart, Part, ReasoningPart, TextPart } from './part.ts';
import type { PartDelta } from './stream-event.ts';

function withSection(part: ReasoningPart, text: string, section: number): ReasoningPart {
  const texts = [...part.texts];
  while (texts.length <= section) texts.push('');
  texts[section] = `${texts[section] ?? ''}${text}`;
  return { ...part, texts };
}

function withLogprobs(part: TextPart, delta: Extract<PartDelta, { kind: 'text' }>): TextPart {
  const grown = { ...part, text: part.text + delta.text };
  return delta.logprobs === undefined ? grown : { ...grown, logprobs: [...(part.logprobs ?? []), ...delta.logprobs] };
}

function withAudio(part: AudioPart, delta: Extract<PartDelta, { kind: 'audio' }>): AudioPart {
  const { source } = part;
  const data = source.kind === 'base64' ? source.data + (delta.data ?? '') : undefined;
  return {
    ...part,
    source: source.kind === 'base64' && data !== undefined ? { ...source, data } : source,
    ...(delta.transcript === undefined ? {} : { transcript: (part.transcript ?? '') + delta.transcript }),
  };
}

/** `part` with what a delta adds to it; a delta of another kind leaves it as it is. */
export function growPart(part: Part, delta: PartDelta): Part {
  switch (delta.kind) {
    case 'text':
      if (part.kind === 'text') return withLogprobs(part, delta);
      return part.kind === 'refusal' ? { ...part, text: part.text + delta.text } : part;
    case 'reasoning': {
      if (part.kind !== 'reasoning') return part;
      return withSection(part, delta.text, delta.section ?? Math.max(0, part.texts.length - 1));
    }
    case 'arguments':
      return part.kind === 'tool_call' ? { ...part, arguments: part.arguments + delta.text } : part;
    case 'signature':
      return part.kind === 'reasoning' || part.kind === 'tool_call' || part.kind === 'text' || part.kind === 'image'
        ? { ...part, signature: delta.signature }
        : part;
    case 'annotation':
      return part.kind === 'text' ? { ...part, annotations: [...(part.annotations ?? []), delta.annotation] } : part;
    case 'audio':
      return part.kind === 'audio' ? withAudio(part, delta) : part;
    case 'native':
      return part.kind === 'native' || part.kind === 'server_tool' ? { ...part, value: delta.value } : part;
  }
}
