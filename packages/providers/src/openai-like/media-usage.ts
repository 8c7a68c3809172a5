import { countAt, type JsonObject, objectAt } from '@weir/protocol/json-read';
import type { Usage } from '@weir/protocol/usage';

type Count = number | undefined;

function known(counts: Readonly<Record<string, Count>>): Usage {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

function less(whole: Count, part: Count): Count {
  return whole === undefined ? undefined : Math.max(0, whole - (part ?? 0));
}

/**
 * The `usage` of pictures made. Where tokens of pictures are told apart from text they are charged at prices of their own,
 * for which there is no bucket: then the text alone is in tokens, and the pictures count one by one, as they do where no
 * tokens are reported. Unknown where the number of pictures is not known either. Source: https://platform.openai.com/docs/api-reference/images/object.
 */
export function imagesUsage(report: JsonObject | undefined, pictures: number | undefined): Usage {
  const seen = countAt(objectAt(report, 'input_tokens_details'), 'image_tokens');
  const drawn = countAt(objectAt(report, 'output_tokens_details'), 'image_tokens');
  const input = countAt(report, 'input_tokens');
  const output = countAt(report, 'output_tokens');
  const apart = (seen ?? 0) > 0 || (drawn ?? 0) > 0;
  const counts = apart || output === undefined;
  if (counts && pictures === undefined) return {};
  const images = counts ? pictures : undefined;
  return known({ input: less(input, seen), output: less(output, drawn), images });
}

/**
 * The `usage` of speech or of a transcript: tokens, sound among the input's. Models that charge by the second, and answers
 * without usage, count as a request. Source: https://platform.openai.com/docs/api-reference/audio/json-object.
 */
export function audioUsage(report: JsonObject | undefined): Usage {
  const details = objectAt(report, 'input_token_details') ?? objectAt(report, 'input_tokens_details');
  const whole = countAt(report, 'input_tokens') ?? countAt(report, 'prompt_tokens');
  const heard = countAt(details, 'audio_tokens');
  const audioInput = heard === undefined || whole === undefined ? heard : Math.min(heard, whole);
  const output = countAt(report, 'output_tokens') ?? countAt(report, 'completion_tokens');
  const usage = known({ input: less(whole, audioInput), audioInput, output });
  return Object.keys(usage).length === 0 ? { requests: 1 } : usage;
}
