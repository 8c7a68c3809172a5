import { expect, it } from 'vitest';
import { verdict } from './project.test-support.mjs';
import { rule } from './provider-ids.mjs';

const folders = { 'packages/providers/src/groq/groq.ts': '', 'packages/providers/src/openai/openai.ts': '' };
const refused = (text, path = 'apps/gateway/src/a.ts') => verdict(rule, { ...folders, [path]: text });

it.each([
  `if (id === 'groq') go();`,
  `if ('groq' !== target.provider) go();`,
  `switch (id) { case 'groq': go(); }`,
  `if (id.startsWith('groq')) go();`,
  `if (provider === 'openai') go();`,
])('refuses a branch on a provider id: %s', (text) => {
  expect(refused(text)).toHaveLength(1);
});

it('lets a dialect be told apart, a name be passed on, and the knowers know', () => {
  expect(refused(`if (dialect === 'openai') go();`)).toEqual([]);
  expect(refused(`switch (request.dialect) { case 'openai': go(); }`)).toEqual([]);
  expect(refused(`create({ provider: 'groq' });`)).toEqual([]);
  expect(refused(`if (id === 'groq') go();`, 'packages/providers/src/openai/a.ts')).toEqual([]);
  expect(refused(`if (id === 'groq') go();`, 'apps/gateway/src/a.test.ts')).toEqual([]);
});
