import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { openSql } from '@weir/db/sql/client';
import { type Stack, startStack } from '@weir/testing/stack';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let stack: Stack;
const providers = ['openai', 'groq'];

beforeAll(async () => {
  stack = await startStack({
    size: 'embedded',
    tenant: (url) => ({ providerKeys: providers.map((provider) => ({ provider, baseUrl: `${url}/v1` })) }),
  });
});
afterAll(() => stack.stop());

type Row = { status: string; attempts: number; operation: string; provider: string | null; ledger: number };

/** The Call as the worker wrote it down, once it is there. */
async function recorded(callId: string): Promise<Row | undefined> {
  const sql = openSql(stack.databaseUrl, { max: 1 });
  try {
    for (let tries = 0; tries < 100; tries++) {
      const [row] = await sql<Row[]>`
        select status, attempts, operation, provider,
          (select count(*)::int from usage.attempts a where a.call_id = c.call_id) as ledger
        from usage.calls c where call_id = ${callId}`;
      if (row !== undefined) return row;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  } finally {
    await sql.end();
  }
}

describe('the official SDKs through a running instance', () => {
  it('count tokens of a model that nobody counts: a call in the ledger without an attempt', async () => {
    const client = new Anthropic({ baseURL: stack.gateway.url, apiKey: stack.tenant.gatewayKey, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'How many quills?' }];
    const { data, response } = await client.messages
      .countTokens({ model: 'groq/llama-3.3-70b-versatile', messages })
      .withResponse();
    expect(data.input_tokens).toBeGreaterThan(5);
    expect(response.headers.get('x-weir-estimate')).toBe('input_tokens');
    expect(await recorded(response.headers.get('x-weir-call-id') ?? '')).toEqual({
      status: 'succeeded',
      attempts: 0,
      operation: 'count_tokens',
      provider: null,
      ledger: 0,
    });
  });

  it("embed by OpenAI's endpoint and by Gemini's", async () => {
    const apiKey = stack.tenant.gatewayKey;
    const openai = new OpenAI({ baseURL: `${stack.gateway.url}/v1`, apiKey, maxRetries: 0 });
    const google = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: stack.gateway.url } });
    const model = 'sandbox/embed';
    const asked = { model, input: ['a quill', 'a feather'], dimensions: 8, encoding_format: 'float' as const };
    const { data, response } = await openai.embeddings.create(asked).withResponse();
    const config = { outputDimensionality: 8 };
    const answer = await google.models.embedContent({ model, contents: asked.input, config });
    expect(answer.embeddings?.map(({ values }) => values)).toEqual(data.data.map(({ embedding }) => embedding));
    expect(await recorded(response.headers.get('x-weir-call-id') ?? '')).toMatchObject({ attempts: 1, ledger: 1 });
  });

  it('complete a text with a model that converses', async () => {
    const openai = new OpenAI({ baseURL: `${stack.gateway.url}/v1`, apiKey: stack.tenant.gatewayKey, maxRetries: 0 });
    const { data, response } = await openai.completions
      .create({ model: 'sandbox/fast', prompt: 'A quill', max_tokens: 50 })
      .withResponse();
    expect(data.choices[0]?.text.length).toBeGreaterThan(0);
    expect(await recorded(response.headers.get('x-weir-call-id') ?? '')).toMatchObject({
      status: 'succeeded',
      operation: 'completions',
      provider: 'sandbox',
      ledger: 1,
    });
  });
});
