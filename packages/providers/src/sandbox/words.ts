import type { Random } from './random.ts';

const openings = [
  'A weir',
  'The river',
  'The low dam',
  'The measuring gauge',
  'The mill race',
  'The lock keeper',
] as const;
const verbs = ['holds back', 'lets through', 'measures', 'divides', 'raises', 'calms'] as const;
const objects = [
  'the spring flood',
  'the slow water',
  'the main channel',
  'every litre',
  'the current',
  'the upper reach',
] as const;
const endings = [
  'and nothing is lost on the way.',
  'so that both banks get their share.',
  'before it reaches the town.',
  'while the level stays where it was.',
  'and the book says how much it was.',
] as const;
const thoughts = [
  'First I look at what is asked.',
  'Then I weigh the two ways to answer.',
  'The shorter one says enough.',
  'I check it once more against the question.',
] as const;

const topicCharactersMax = 60;

/** An answer of a few sentences that names what it answers to. */
export function writeAnswer(random: Random, topic: string): string {
  const short = topic.replace(/\s+/g, ' ').trim().slice(0, topicCharactersMax);
  const about = short === '' ? [] : [`You asked about "${short}".`];
  const sentences = Array.from(
    { length: 2 + random.below(3) },
    () => `${random.pick(openings)} ${random.pick(verbs)} ${random.pick(objects)} ${random.pick(endings)}`,
  );
  return ['This is the sandbox: no model was asked.', ...about, ...sentences].join(' ');
}

/** What a reasoning model thinks before it answers. */
export function writeThoughts(random: Random): string {
  return thoughts.slice(0, 2 + random.below(3)).join(' ');
}

/** A word for a text field. */
export function writeWord(random: Random): string {
  return random.pick(['river', 'weir', 'stream', 'lock', 'bank', 'gauge', 'mill', 'reach']);
}
