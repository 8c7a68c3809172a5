import { uuidv7 } from '@weir/runtime/uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../trpc/app-router.ts';
import { type Ask, newClient, testServices } from '../web.test-support.ts';
import { endpointsOf } from './endpoints.ts';
import { inputSchemaOf } from './json-schema.ts';
import { pathFieldsOf } from './match.ts';

/** What a parser lets through and a database, a clock or a number does not, or the other way round. */
const hostile = [
  uuidv7(),
  '4815162342108',
  '-1',
  '0',
  '1.5',
  '1e400',
  '1e100000000',
  '9'.repeat(32),
  'NaN',
  '\0',
  '\ud800',
  "';drop table users--",
  ',',
  '[]',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-02-30T00:00:00Z',
  '__proto__',
  'x'.repeat(5_000),
];

const queries = endpointsOf(appRouter).flatMap(({ rest, input }) => {
  if (rest.method !== 'GET') return [];
  const inPath = pathFieldsOf(rest.path);
  const fields = Object.keys(inputSchemaOf(input).properties).filter((name) => !inPath.includes(name));
  return fields.map((field) => ({ path: rest.path, field }));
});

let ask: Ask;
let projectId: string;
beforeAll(async () => {
  const { services } = await testServices();
  const client = await newClient(services);
  ask = client.ask;
  projectId = client.tenant.projectId;
});

describe('a query', () => {
  it.each(queries)(
    'of $path with anything as $field is answered or refused, and is no fault of ours',
    async ({ path, field }) => {
      const at = path.replace('{projectId}', projectId).replaceAll(/\{\w+\}/g, uuidv7());
      for (const value of hostile) {
        const began = performance.now();
        const { status } = await ask('GET', `${at}?${new URLSearchParams({ [field]: value })}`);
        expect(`${value.slice(0, 40)}: ${[200, 400, 404].includes(status)} ${status}`).toContain(': true ');
        expect(performance.now() - began).toBeLessThan(2_000);
      }
    },
  );
});
