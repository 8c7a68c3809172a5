import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { appRouter } from '../trpc/app-router.ts';
import { managementApiDocument } from './document.ts';
import { endpointsOf } from './endpoints.ts';

const document = JSON.parse(JSON.stringify(managementApiDocument('https://weir.example')));

/** The public contract: these stay, whatever is added. */
const contract = [
  'GET /projects',
  'POST /projects',
  'GET /provider-keys',
  'POST /provider-keys',
  'GET /projects/{projectId}/gateway-keys',
  'POST /projects/{projectId}/gateway-keys',
  'DELETE /gateway-keys/{id}',
  'GET /projects/{projectId}/usage',
  'GET /projects/{projectId}/calls',
  'GET /calls/{callId}',
  'GET /health/ledger',
];

function operationsOf(): string[] {
  return Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(document);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('names every endpoint that is served, and the whole contract', () => {
    const served = endpointsOf(appRouter).map(({ rest }) => `${rest.method} ${rest.path}`);
    expect(operationsOf().sort()).toEqual(served.sort());
    expect(served).toEqual(expect.arrayContaining(contract));
  });

  it('gives every operation an id of its own and resolves every reference', () => {
    const text = JSON.stringify(document);
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(operationsOf().length);
    const targets = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(targets.length).toBeGreaterThan(10);
    for (const name of targets) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(text).not.toContain('$defs');
  });

  it('puts path fields into the path, and the rest into query or body', () => {
    const create = document.paths['/projects/{projectId}/gateway-keys'].post;
    expect(create.parameters.map(({ name, in: place }: { name: string; in: string }) => [name, place])).toEqual([
      ['projectId', 'path'],
    ]);
    const body = create.requestBody.content['application/json'].schema;
    expect(body.required).toEqual(['name']);
    expect(Object.keys(body.properties)).not.toContain('projectId');
    expect(create.responses['201']).toBeDefined();
    const usage = document.paths['/projects/{projectId}/usage'].get;
    const places = usage.parameters.map(({ name, in: place }: { name: string; in: string }) => `${name}:${place}`);
    expect(places).toContain('groupBy:query');
    expect(usage.requestBody).toBeUndefined();
  });
});
