import { expect, it } from 'vitest';
import { readEnv } from './env.ts';

it('is embedded without DATABASE_URL and has fixed ports', () => {
  expect(readEnv({ WEIR_HOME: '/srv/weir' })).toMatchObject({
    embedded: true,
    home: '/srv/weir',
    WEIR_HOST: '127.0.0.1',
    WEIR_GATEWAY_PORT: 4000,
    WEIR_WEB_PORT: 3000,
  });
});

it.each([
  { DATABASE_URL: 'mysql://x' },
  { DATABASE_URL: 'postgres://[' },
  { REDIS_URL: 'localhost:6379' },
  { WEIR_GATEWAY_PORT: '70000' },
])('refuses %j in one line that names the variable and hides the value', (source) => {
  const [[name, value] = ['', '']] = Object.entries(source);
  expect(() => readEnv(source)).toThrow(new RegExp(`^The environment is not valid: ${name}: .*Correct it`));
  expect(() => readEnv(source)).not.toThrow(value);
});
