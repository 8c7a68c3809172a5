import { insertCall } from '@weir/db/sql/sample-rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createProject } from '../projects/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { rateAnswer } from './rate.ts';
import { readAnswerRating } from './read-rating.ts';

let services: TestServices;
let owner: Actor;
let projectId: string;

beforeAll(async () => {
  services = await testServices();
  owner = await newActor(services);
  projectId = (await createProject(services, owner, { name: 'p' })).id;
});

const newCall = () =>
  insertCall(services.sql, Date.now(), { organization_id: owner.organizationId, project_id: projectId });
const rowsOf = (callId: string) => services.sql`
  select project_id, score, sampled, member_id, gateway_key_id, label from usage.feedback where call_id = ${callId}`;

describe('rateAnswer', () => {
  it('keeps what was said last, with who said it, and tells it', async () => {
    const callId = await newCall();
    const memberId = uuidv7();
    expect(await readAnswerRating(services, owner, { callId })).toEqual({ score: null });
    await rateAnswer(services, owner, { callId, score: 1 });
    await services.sql`update usage.feedback set label = '{}' where call_id = ${callId}`;
    const later = { ...services, now: () => services.now() + 5 };
    expect(await rateAnswer(later, { ...owner, memberId }, { callId: callId.toUpperCase(), score: 0 })).toEqual({
      score: 0,
    });
    expect(await readAnswerRating(services, owner, { callId })).toEqual({ score: 0 });
    const row = { project_id: projectId, score: 0, sampled: false, gateway_key_id: null, label: null };
    expect(await rowsOf(callId)).toEqual([{ ...row, member_id: memberId }]);
  });

  it('of a call that the organization does not have is not found, and leaves nothing', async () => {
    const callId = await newCall();
    const stranger = await newActor(services);
    for (const [actor, id] of [
      [stranger, callId],
      [owner, uuidv7()],
    ] as const) {
      await expect(rateAnswer(services, actor, { callId: id, score: 0 })).rejects.toMatchObject({ code: 'not_found' });
      expect(await readAnswerRating(services, actor, { callId: id })).toEqual({ score: null });
      expect(await rowsOf(id)).toEqual([]);
    }
  });

  it('takes scores from 0 to 1 alone, and nobody who may not change routes', async () => {
    const callId = await newCall();
    for (const score of [-0.1, 1.1, Number.NaN]) {
      await expect(rateAnswer(services, owner, { callId, score })).rejects.toMatchObject({ code: 'invalid' });
    }
    for (const role of ['viewer', 'billing'] as const) {
      const asked = rateAnswer(services, { ...owner, role }, { callId, score: 1 });
      await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await rowsOf(callId)).toEqual([]);
  });
});
