import { countAt, type JsonObject, objectAt } from '@weir/protocol/json-read';
import type { Usage } from '@weir/protocol/usage';

type Count = number | undefined;

function known(counts: Readonly<Record<string, Count>>): Usage {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

function less(whole: Count, part: Count): Count {
  return whole === undefined ? undefined : Math.max(0, whole - (part ?? 0));
}

function inside(part: Count, whole: Count): Count {
  return part === undefined || whole === undefined ? part : Math.min(part, whole);
}

/**
 * The `usage` of pictures made, in tokens, pictures apart from text: output that is not told apart is pictures, for nothing
 * else is made. Where no tokens are reported the pictures count one by one; unknown where their number is not known either.
 * Source: https://platform.openai.com/docs/api-reference/images/object.
 */
export function imagesUsage(report: JsonObject | undefined, pictures: number | undefined): Usage {
  const input = countAt(report, 'input_tokens');
  const output = countAt(report, 'output_tokens');
  const imageInput = inside(countAt(objectAt(report, 'input_tokens_details'), 'image_tokens'), input);
  const fresh = less(input, imageInput);
  if (output === undefined) return pictures === undefined ? {} : known({ input: fresh, imageInput, images: pictures });
  const drawn = countAt(objectAt(report, 'output_tokens_details'), 'image_tokens');
  const imageOutput = inside(drawn, output) ?? output;
  return known({
    ...{ input: fresh, imageInput, imageOutput },
    output: drawn === undefined ? undefined : less(output, imageOutput),
  });
}

/** More than a hundred years of sound are nobody's. */
const secondsMax = 4_000_000_000;

function secondsAt(report: JsonObject | undefined, key: string): Count {
  const seconds = report?.[key];
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= secondsMax)) return undefined;
  return Math.ceil(seconds);
}

/**
 * The `usage` of speech or of a transcript. Models that charge by the length of the sound say so, by `type` (OpenAI) or by
 * telling it beside tokens that cost nothing (Mistral): whole seconds, rounded up. Others tell tokens, sound among the input's. Answers without
 * usage count as a request. Sources: https://platform.openai.com/docs/api-reference/audio/json-object and
 * https://docs.mistral.ai/api/endpoint/audio/transcriptions.
 */
export function audioUsage(report: JsonObject | undefined): Usage {
  const heardSeconds = secondsAt(report, 'seconds') ?? secondsAt(report, 'prompt_audio_seconds');
  if (heardSeconds !== undefined) return { audioSeconds: heardSeconds };
  const details = objectAt(report, 'input_token_details') ?? objectAt(report, 'input_tokens_details');
  const whole = countAt(report, 'input_tokens') ?? countAt(report, 'prompt_tokens');
  const audioInput = inside(countAt(details, 'audio_tokens'), whole);
  const output = countAt(report, 'output_tokens') ?? countAt(report, 'completion_tokens');
  const usage = known({ input: less(whole, audioInput), audioInput, output });
  return Object.keys(usage).length === 0 ? { requests: 1 } : usage;
}
