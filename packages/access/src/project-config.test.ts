import { describe, expect, it } from 'vitest';
import { projectConfig } from './project-config.ts';

const id = '01960000-0000-7000-8000-000000000001';
const config = {
  format: 1,
  version: 1,
  organizationId: id,
  projectId: id,
  sealedDataKey: '',
  gatewayKeys: [],
  providerKeys: [],
  customPrices: [],
};
const known = {
  id,
  name: 'chat',
  version: 1,
  plan: { strategy: { kind: 'target', provider: 'openai', model: 'gpt-4o' } },
};

describe('a project document', () => {
  it('of a later release loses the routes that cannot be read, and nothing else', () => {
    const later = { ...known, name: 'later', plan: { strategy: { kind: 'oracle', children: [] } } };
    expect(projectConfig.parse({ ...config, routes: [later, known] }).routes).toEqual([known]);
  });

  it('of an earlier release has no routes', () => {
    expect(projectConfig.parse(config).routes).toBeUndefined();
  });
});
