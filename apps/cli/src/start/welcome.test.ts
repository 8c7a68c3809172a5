import { expect, it } from 'vitest';
import { readEnv } from '../env.ts';
import { firstSecrets } from './bootstrap.ts';
import { welcome } from './welcome.ts';

const made = { organizationId: 'o', projectId: 'p', gatewayKey: 'weir_gk_x', managementToken: 'weir_mt_y' };

it('says where everything is, what to call and how to get another key', () => {
  const places = { gatewayUrl: 'http://127.0.0.1:4001', webUrl: 'http://127.0.0.1:3001', home: '/srv/weir' };
  const text = welcome({ ...places, logs: '/srv/weir/logs' });
  expect(text).toContain('curl http://127.0.0.1:4001/v1/chat/completions -H "authorization: Bearer $WEIR_KEY"');
  expect(text).toContain('http://127.0.0.1:3001/api/v1/projects/PROJECT_ID/gateway-keys');
  expect(text).toContain('logs in /srv/weir/logs');
});

it('shows the first secrets, ready to be pasted', () => {
  const user = { email: 'a@example.org', password: 'made-up' };
  const text = firstSecrets({ ...made, user }, readEnv({ WEIR_HOME: '/srv/weir' }));
  expect(text).toContain('export WEIR_KEY=weir_gk_x\n');
  expect(text).toContain('export WEIR_TOKEN=weir_mt_y\n');
  expect(text).toContain('password of a@example.org: made-up');
});

it('does not repeat a token that was given', () => {
  const text = firstSecrets(made, readEnv({ WEIR_HOME: '/srv/weir', WEIR_ADMIN_TOKEN: 'weir_mt_y' }));
  expect(text).not.toContain('weir_mt_y');
});
