import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const base = { DATABASE_URL: 'postgres://localhost/weir' };

describe('readEnv', () => {
  it('needs no more than a database', () => {
    expect(readEnv(base)).toMatchObject({
      WEIR_GATEWAY_PORT: 4000,
      WEIR_BODY_LIMIT_MB: 32,
      WEIR_PRIVATE_UPSTREAMS: [],
    });
  });

  it('splits lists', () => {
    const env = readEnv({ ...base, WEIR_PRIVATE_UPSTREAMS: '127.0.0.0/8, ::1/128,', WEIR_CORS_ORIGINS: '*' });
    expect(env.WEIR_PRIVATE_UPSTREAMS).toEqual(['127.0.0.0/8', '::1/128']);
    expect(env.WEIR_CORS_ORIGINS).toEqual(['*']);
  });

  it('refuses more than one gateway without Redis', () => {
    const many = { ...base, WEIR_GATEWAY_COUNT: '2' };
    expect(() => readEnv(many)).toThrow(/REDIS_URL: is missing/);
    expect(readEnv({ ...many, REDIS_URL: 'redis://localhost' }).WEIR_GATEWAY_COUNT).toBe(2);
  });

  it.each([{ WEIR_GATEWAY_INSTANCE: '../up' }, { WEIR_GATEWAY_PORT: '70000' }, { WEIR_BODY_LIMIT_MB: '0' }])(
    'refuses %j and names it',
    (wrong) => {
      expect(() => readEnv({ ...base, ...wrong })).toThrow(Object.keys(wrong)[0]);
    },
  );
});
