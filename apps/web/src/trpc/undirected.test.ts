import { uuidv7 } from '@weir/runtime/uuid';
import { createTenant } from '@weir/testing/tenant';
import { expect, it } from 'vitest';
import { testServices } from '../web.test-support.ts';
import { appRouter } from './app-router.ts';

it('reads lists on for the dashboard, which says in which direction, and takes the word from nobody else', async () => {
  const { services } = await testServices();
  const { actor, projectId } = await createTenant(services);
  const caller = { address: 'unknown', userAgent: '' };
  const person = { userId: uuidv7(), sessionId: uuidv7(), isOperator: false };
  const input = JSON.parse('{"limit": 1, "direction": "forward"}');
  const { data } = await appRouter.createCaller({ services, caller, actor, person }).projects.list(input);
  expect(data).toMatchObject([{ id: projectId }]);
  const byToken = appRouter.createCaller({ services, caller, actor });
  await expect(byToken.projects.list(input)).rejects.toThrow(/direction/);
});
