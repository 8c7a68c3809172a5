import { describe, expect, it } from 'vitest';
import { recogniseTask } from './recognise-task.ts';

describe('a task', () => {
  it.each([
    ['code', 'Why does this throw?\n```ts\nconst x = await load();\n```'],
    ['code', 'Write a Python function that merges two sorted lists.'],
    ['code', 'def add(a, b):\n    return a - b\n\nthis gives the wrong sum'],
    ['math', 'Find all x with $x^2 - 5x + 6 = 0$.'],
    ['math', 'A train goes 60 miles in 45 minutes. How many mph is that? Calculate step by step.'],
    ['science', 'Which enzyme unwinds the DNA helix before replication, and what does it need for energy?'],
    ['medicine', 'A 54-year-old patient with diabetes has chest pain and shortness of breath. Most likely diagnosis?'],
    ['law', 'Can the landlord keep the deposit if the lease has no clause on damages? The tenant wants to sue.'],
    ['business', 'Our gross margin fell while revenue grew. Which costs should management look at first?'],
    ['humanities', 'How did Kant answer Hume, and what does his moral philosophy owe to the Enlightenment?'],
    ['extraction', 'Extract every invoice number and date from the text below as JSON.'],
    ['extraction', 'Classify the sentiment of this review as positive or negative: the room was fine.'],
    ['summarising', 'Summarise the following meeting notes in five bullet points.'],
    ['translation', 'Translate the following sentence into French: the weather is nice today.'],
    ['translation', 'Übersetze: Guten Morgen'],
    ['translation', 'Переведи: доброе утро'],
    ['writing', 'Write a short poem about the sea in autumn.'],
    ['writing', 'Draft a polite email to a customer whose order is late.'],
    ['chat', 'hi, how are you doing?'],
    ['chat', ''],
  ] as const)('%s is recognised: %s', (task, prompt) => {
    expect(recogniseTask(prompt)).toBe(task);
  });

  it('is knowledge where there are answers to choose from, however little tells the field', () => {
    const choices = '\nA. one\nB. two\nC. three\nD. four\nAnswer:';
    expect(recogniseTask(`The author of the passage would agree with which of these?${choices}`)).toBe('humanities');
    expect(recogniseTask(`Which best translates the statement into predicate logic?${choices}`)).toBe('math');
  });

  it('is extraction where a schema is asked for and the words do not say', () => {
    const prompt = 'The parcel left on Tuesday.';
    expect(recogniseTask(prompt)).toBe('chat');
    expect(recogniseTask(prompt, { needs: ['structured_output'] })).toBe('extraction');
  });

  it('of a long prompt shows at its beginning or its end, in bounded time', () => {
    const text = 'and so it went on and on '.repeat(40_000);
    expect(recogniseTask(`Summarise this text:\n${text}`)).toBe('summarising');
    expect(recogniseTask(`${text}\nTranslate this into German.`)).toBe('translation');
    const hostile = ['sentiment ', '\n', 'write ', '$', '1 ', 'translate ', '{ ', ' '].map((part) =>
      part.repeat(4_000),
    );
    const startedMs = performance.now();
    for (const prompt of hostile) recogniseTask(prompt);
    expect(performance.now() - startedMs).toBeLessThan(500);
  });
});
