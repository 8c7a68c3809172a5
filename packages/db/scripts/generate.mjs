// Writes the Prisma client. `prisma generate` asks for the schema-engine binary, which it never runs; naming any
// executable keeps it from downloading one, so that this works in a closed network and with a read-only home.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);
const schema = resolve(import.meta.dirname, '../../../prisma/schema');
const prisma = resolve(require.resolve('prisma/package.json'), '../build/index.js');

const { status, stdout, stderr, error } = spawnSync(process.execPath, [prisma, 'generate', '--schema', schema], {
  cwd: resolve(import.meta.dirname, '..'),
  encoding: 'utf8',
  env: {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: tmpdir(),
    XDG_CACHE_HOME: tmpdir(),
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
if (status !== 0) {
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n`);
  process.exit(status ?? 1);
}
