import { describe, expect, it } from 'vitest';
import { apiCall } from './api-call.ts';

describe('a page as an API call', () => {
  it('joins what is a list and leaves out what is not asked', () => {
    const fields = { from: '2026-01-01T00:00:00.000Z', model: ['a', 'b'], key: undefined };
    expect(apiCall({ path: '/usage', fields }, 'https://weir.example.org').split(' \\\n')).toEqual([
      "curl --get 'https://weir.example.org/api/v1/usage'",
      '  -H "Authorization: Bearer $WEIR_TOKEN"',
      "  --data-urlencode 'from=2026-01-01T00:00:00.000Z'",
      "  --data-urlencode 'model=a,b'",
    ]);
  });

  it('runs nothing that a name holds', () => {
    const call = apiCall({ path: '/usage', fields: { model: ["x'; rm -rf ~; '$(id)`id`"] } }, 'http://127.0.0.1');
    expect(call).toContain("--data-urlencode 'model=x'\\''; rm -rf ~; '\\''$(id)`id`'");
  });
});
