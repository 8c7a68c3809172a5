import { expect, it } from 'vitest';
import { unfitOf } from './unfit.ts';

const local = 'http://127.0.0.1:3000';
const host = 'localhost';

it.each([
  { method: 'GET', url: '/o/acme?x=%E0%A4%A', host, status: undefined },
  { method: 'HEAD', url: '/o/%C3%A9', host, status: undefined },
  { method: 'POST', url: '/api/trpc/x', host, status: undefined },
  { method: 'DELETE', url: '/api/v1/x', host, status: undefined },
  { method: 'GET', url: '/o/%E0%A4%A', host, status: 400 },
  { method: 'POST', url: '/sign-in', host, status: 405 },
  { method: 'POST', url: '/apix', host, status: 405 },
  { method: 'PUT', url: '/sign-in?/api/', host, status: 405 },
  { method: 'GET', url: '/', host: 'evil.example', status: 421 },
])('$method $url at $host is $status', ({ status, ...head }) => {
  expect(unfitOf(head, local)?.status).toBe(status);
});
