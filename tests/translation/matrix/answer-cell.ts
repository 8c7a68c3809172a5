import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { Part } from '@weir/protocol/canonical/part';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { unfoldAnswer } from '@weir/protocol/canonical/unfold-answer';
import { type ChatOperation, chatOperations } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import { dialects } from '../dialects.ts';
import { context } from '../re-encode.ts';
import type { Language } from '../stated/upstream-language.ts';
import { type AnswerFeature, answerFeaturesIn } from './features-in.ts';

const call: Part = { kind: 'tool_call', id: 'call_1', name: 'weather', arguments: '{"city":"Rome"}' };

/** An answer that shows each feature. */
const shown: Readonly<Record<AnswerFeature, readonly Part[]>> = {
  streamed_arguments: [call],
  thinking_out: [
    { kind: 'reasoning', texts: ['Hm.'] },
    { kind: 'text', text: 'Yes.' },
  ],
  citations_out: [
    {
      kind: 'text',
      text: 'Yes.',
      annotations: [{ kind: 'url', url: 'https://example.com', title: 'Example', start: 0, end: 4 }],
    },
  ],
  logprobs_out: [{ kind: 'text', text: 'Yes', logprobs: [{ token: 'Yes', logprob: -0.1, top: [] }] }],
  refusals: [{ kind: 'refusal', text: 'No.' }],
  usage: [{ kind: 'text', text: 'Yes.' }],
  errors: [{ kind: 'text', text: 'Yes.' }],
};

function answerWith(feature: AnswerFeature): ChatAnswer {
  const parts = shown[feature];
  const reason = feature === 'refusals' ? 'refusal' : feature === 'streamed_arguments' ? 'tool_calls' : 'stop';
  return { choices: [{ parts, finish: { reason } }], usage: { input: 1, output: 1 }, ended: true };
}

/** Arguments in two pieces. */
function inPieces(event: StreamEvent): StreamEvent[] {
  if (event.type !== 'delta' || event.delta.kind !== 'arguments') return [event];
  const { text } = event.delta;
  return [text.slice(0, 5), text.slice(5)].map((piece) => ({ ...event, delta: { kind: 'arguments', text: piece } }));
}

/** True where a stream of the dialect can show the feature: written and read again it is still there. */
function says(operation: ChatOperation, feature: AnswerFeature): boolean {
  if (feature === 'errors') return true;
  const dialect = dialects[operation];
  const encoder = dialect.encoder(context);
  const text = unfoldAnswer(answerWith(feature))
    .flatMap(inPieces)
    .map((event) => encoder.encode(event))
    .join('');
  const splitter = new FrameSplitter();
  const decoder = dialect.decoder({ signer: 'openai' });
  const frames = [...splitter.push(Buffer.from(text)), ...splitter.end()];
  const events = [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
  return answerFeaturesIn(foldAnswer(events), events).includes(feature);
}

/** What the languages that no client speaks can show, by their vendors' references. */
const foreign: Readonly<Record<'converse' | 'cohere', readonly AnswerFeature[]>> = {
  converse: ['streamed_arguments', 'thinking_out', 'citations_out', 'refusals', 'usage', 'errors'],
  cohere: ['streamed_arguments', 'thinking_out', 'citations_out', 'logprobs_out', 'usage', 'errors'],
};

/** True where answers in the language can show the feature. */
export function canShow(language: Language, feature: AnswerFeature): boolean {
  if (language === 'converse' || language === 'cohere') return foreign[language].includes(feature);
  const operation = chatOperations.find((one) => one === language);
  return operation !== undefined && says(operation, feature);
}
