import { expect, it } from 'vitest';
import { nameRemarks } from './name-remarks.ts';

const model = (provider: string, name: string, callable = true) => {
  return { provider, id: name, callable, simulated: provider === 'sandbox' };
};
const models = [
  model('openai', 'gpt-4o'),
  model('azure', 'gpt-4o'),
  model('groq', 'llama', false),
  model('sandbox', 'fast'),
];

it('warns of a name that a callable model has, and says how that one is reached', () => {
  expect(nameRemarks(models, 'gpt-4o')).toEqual([
    { path: 'name', tone: 'warn', message: expect.stringContaining('reached as openai/gpt-4o or azure/gpt-4o') },
  ]);
});

it('has nothing to say of other names, or of models that no key reaches', () => {
  expect(nameRemarks(models, 'answers')).toEqual([]);
  expect(nameRemarks(models, 'llama')).toEqual([]);
  expect(nameRemarks(models, 'fast')).toEqual([]);
});
