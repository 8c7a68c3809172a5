import { expect, it } from 'vitest';
import { welcome } from './welcome.ts';

const instance = {
  gatewayUrl: 'http://127.0.0.1:4000',
  webUrl: 'http://127.0.0.1:3000',
  home: '/srv/weir',
  logs: undefined,
};

it('shows the first keys and a call that works with them', () => {
  const text = welcome({ ...instance, first: { gatewayKey: 'weir_gk_x', managementToken: 'weir_mt_y' } });
  expect(text).toContain('WEIR_KEY=weir_gk_x');
  expect(text).toContain('WEIR_TOKEN=weir_mt_y');
  expect(text).toContain('curl http://127.0.0.1:4000/v1/chat/completions -H "authorization: Bearer weir_gk_x"');
});

it('says on later starts how to get another key, and shows none', () => {
  const text = welcome({ ...instance, first: undefined });
  expect(text).toContain('/gateway-keys -H "authorization: Bearer $WEIR_TOKEN"');
  expect(text).not.toContain('weir_gk_');
});
