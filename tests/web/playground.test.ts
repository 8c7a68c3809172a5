import { setTimeout as sleep } from 'node:timers/promises';
import { signInternal } from '@weir/access/internal-token';
import { organization } from '@weir/db/prisma/organization';
import { uuidv7 } from '@weir/runtime/uuid';
import { readCallReceipt } from '@weir/services/calls/read-receipt';
import { createProject } from '@weir/services/projects/create';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { recordProof } from '@weir/testing/proofs';
import { ledgerEntry } from '@weir/testing/simulator/ledger';
import { type Stack, startStack } from '@weir/testing/stack';
import { createTenant, testMasterKey } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signedIn } from './signed-in.ts';

let stack: Stack;
let slug: string;
let developer: AddedMember;
let headers: Readonly<Record<string, string>>;

const messages = [{ role: 'user', content: 'How high is the water?' }];

function webUrl(): string {
  if (stack.web === undefined) throw new Error('the stack has no web');
  return stack.web.url;
}

async function slugOf(organizationId: string): Promise<string> {
  const found = await organization(stack.services.database, organizationId).get();
  return found?.slug ?? '';
}

beforeAll(async () => {
  const providerKeys = (url: string) => [
    { provider: 'openai', baseUrl: `${url}/v1` },
    { provider: 'anthropic', baseUrl: url },
  ];
  stack = await startStack({ size: 'embedded', web: {}, tenant: (url) => ({ providerKeys: providerKeys(url) }) });
  slug = await slugOf(stack.tenant.organizationId);
  developer = await addMember(stack.services, stack.tenant.organizationId, { role: 'developer' });
  headers = await signedIn(webUrl(), developer);
});
afterAll(() => stack.stop());

type Asked = {
  readonly request: object;
  readonly as?: Readonly<Record<string, string>>;
  readonly in?: string;
  readonly projectId?: string;
  readonly signal?: AbortSignal;
};

function ask({ request, as = headers, in: organizationSlug = slug, projectId, signal }: Asked): Promise<Response> {
  return fetch(`${webUrl()}/api/playground/${organizationSlug}`, {
    method: 'POST',
    headers: as,
    body: JSON.stringify({ projectId: projectId ?? stack.tenant.projectId, request: { messages, ...request } }),
    signal: signal ?? null,
  });
}

const chunk = z.object({ choices: z.array(z.object({ delta: z.object({ content: z.string().optional() }) })) });

/** The frames of a stream, and the text that its chunks spell. */
function framesOf(stream: string): { readonly last: string; readonly text: string } {
  const frames = stream.split('\n\n').flatMap((frame) => (frame === '' ? [] : [frame.replace(/^data: /, '')]));
  const last = frames.at(-1) ?? '';
  const chunks = frames.filter((frame) => frame !== '[DONE]').map((frame) => chunk.parse(JSON.parse(frame)));
  return { last, text: chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta.content ?? '')).join('') };
}

async function receiptOf(callId: string) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await readCallReceipt(stack.services, stack.tenant.actor, { callId });
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(50);
    }
  }
}

async function simulatorLedger() {
  const answer = z
    .object({ data: z.array(ledgerEntry) })
    .parse(await (await fetch(`${stack.simulator.url}/__ledger`)).json());
  return answer.data;
}

async function refusalOf(answer: Response) {
  const { error } = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(await answer.json());
  return { status: answer.status, ...error };
}

describe('a call from the playground', () => {
  it('streams an answer, and is billed to its member without a key', async () => {
    const answer = await ask({ request: { model: 'openai/sim-chat' } });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-weir-provider': 'openai',
    });
    const { last, text } = framesOf(await answer.text());
    expect(last).toBe('[DONE]');
    expect(text.length).toBeGreaterThan(0);
    const receipt = await receiptOf(answer.headers.get('x-weir-call-id') ?? '');
    expect(receipt).toMatchObject({ memberId: developer.memberId, gatewayKeyId: null, status: 'succeeded' });
  });

  it('speaks to a model in its own dialect and answers in the one of the page', async () => {
    const before = (await simulatorLedger()).length;
    const tools = [{ type: 'function', function: { name: 'level', parameters: { type: 'object' } } }];
    const answer = await ask({ request: { model: 'anthropic/sim-chat', tools, temperature: 0.5 } });
    const { last, text } = framesOf(await answer.text());
    expect(last).toBe('[DONE]');
    expect(text.length).toBeGreaterThan(0);
    expect((await simulatorLedger()).slice(before)).toMatchObject([{ path: '/v1/messages', streaming: true }]);
  });

  it('says which part of a request a model cannot take', async () => {
    const answer = await ask({ request: { model: 'anthropic/sim-chat', seed: 7 } });
    expect(answer.headers.get('x-weir-dropped')).toBe('seed');
    await answer.text();
    const refused = await refusalOf(await ask({ request: { model: 'anthropic/sim-chat', n: 2 } }));
    expect(refused).toMatchObject({ status: 400, code: 'unsupported_capability' });
  });

  it('passes on what the gateway refuses, in words', async () => {
    const answer = await ask({ request: { model: 'nobody/knows' } });
    expect(await refusalOf(answer)).toMatchObject({ status: 404, code: 'model_not_found' });
    const receipt = await receiptOf(answer.headers.get('x-weir-call-id') ?? '');
    expect(receipt).toMatchObject({ memberId: developer.memberId, status: 'refused' });
  });

  it('ends at the upstream when the browser leaves', async () => {
    const leave = new AbortController();
    const slow = [{ role: 'user', content: '[[sim chunks=400 delay=25]]' }];
    const request = { model: 'openai/sim-chat', messages: slow };
    const answer = await ask({ request, signal: leave.signal });
    const reader = answer.body?.getReader();
    await reader?.read();
    const startedAtMs = performance.now();
    leave.abort();
    const isOpen = async () => (await simulatorLedger()).some(({ ended }) => ended === undefined);
    while (await isOpen()) await sleep(2);
    const tookMs = performance.now() - startedAtMs;
    recordProof('a browser leaves the playground', { 'milliseconds until its call ended upstream': tookMs.toFixed(0) });
    // 50 ms are promised; the rest is for a machine that is busy with other tests.
    expect(tookMs).toBeLessThan(250);
    expect((await simulatorLedger()).at(-1)?.ended).toBe('client left');
    const receipt = await receiptOf(answer.headers.get('x-weir-call-id') ?? '');
    expect(receipt).toMatchObject({ status: 'canceled', memberId: developer.memberId });
  });
});

describe('the playground refuses', () => {
  it('whoever is not signed in', async () => {
    const { cookie: _, ...stranger } = headers;
    expect((await ask({ request: { model: 'sandbox/fast' }, as: stranger })).status).toBe(401);
  });

  it('what another site makes a browser send', async () => {
    const as = { ...headers, 'sec-fetch-site': 'cross-site', origin: 'https://example.org' };
    expect((await ask({ request: { model: 'sandbox/fast' }, as })).status).toBe(403);
  });

  it('members whose role may only look', async () => {
    for (const role of ['viewer', 'billing'] as const) {
      const member = await addMember(stack.services, stack.tenant.organizationId, { role });
      const as = await signedIn(webUrl(), member);
      const answer = await refusalOf(await ask({ request: { model: 'sandbox/fast' }, as }));
      expect(answer).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it("another organization's project as one that is not there", async () => {
    const other = await createTenant(stack.services, { name: 'Other' });
    const request = { model: 'sandbox/fast' };
    const theirs = await refusalOf(await ask({ request, projectId: other.projectId }));
    const nobodys = await refusalOf(await ask({ request, projectId: uuidv7() }));
    expect(theirs).toEqual(nobodys);
    expect(theirs.status).toBe(404);
    expect((await ask({ request, in: await slugOf(other.organizationId), projectId: other.projectId })).status).toBe(
      404,
    );
  });

  it('a body without end', async () => {
    const content = 'x'.repeat(17 * 1024 * 1024);
    const answer = await ask({ request: { model: 'sandbox/fast', messages: [{ role: 'user', content }] } });
    expect(answer.status).toBe(413);
  });

  it('a token that another instance signed', async () => {
    const { organizationId, projectId } = stack.tenant;
    const claims = { organizationId, projectId, memberId: developer.memberId, purpose: 'playground' } as const;
    const forged = signInternal(testMasterKey().masterKey, claims, Date.now());
    const answer = await fetch(`${stack.gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${forged}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'sandbox/fast', messages }),
    });
    expect(answer.status).toBe(401);
  });

  it('nothing of a project that was made this instant', async () => {
    const project = await createProject(stack.services, stack.tenant.actor, { name: 'Made just now' });
    const answer = await ask({ request: { model: 'sandbox/fast' }, projectId: project.id });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });
});
