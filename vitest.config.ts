import { configDefaults, defineConfig } from 'vitest/config';

/** A process to each of their files: the web has one instance a process, and routing measures code that only it has run. */
const isolated = ['apps/web/src/**/*.test.{ts,tsx}', 'packages/routing/src/**/*.test.ts'];

const besideTheCode = { testTimeout: 20_000, hookTimeout: 60_000 };

/**
 * Three projects: `unit` and `isolated` stand beside the code, or need no process, and run in parallel; `system` drives
 * whole processes, one file at a time.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['./packages/testing/src/global-setup.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'apps/*/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.mjs',
            'tests/translation/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...isolated],
          isolate: false,
          ...besideTheCode,
        },
      },
      { test: { name: 'isolated', include: isolated, ...besideTheCode } },
      {
        test: {
          name: 'system',
          include: ['tests/*/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/translation/**'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
