import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './fail.mjs';
import { root, tool } from './paths.mjs';
import { run } from './run.mjs';
import { filesBelow, hashOf, isStamped, stamp } from './stamp.mjs';

const sources = {
  generate: ['prisma/schema', 'packages/db/scripts', 'packages/db/package.json', 'pnpm-lock.yaml'],
  build: ['apps/web', 'packages', 'prisma/schema', 'tsconfig.base.json', 'turbo.json', 'pnpm-lock.yaml'],
};
const outputs = { generate: 'packages/db/src/prisma/generated', build: 'apps/web/.next/BUILD_ID' };
const owners = { generate: 'packages/db', build: 'apps/web' };

/** Writes the Prisma client, unless it is of this schema already. */
export const ensureGenerated = () => ensure('generate', 'writing the database client');

/** Builds the web (and the client before it), unless nothing it is made of has changed. */
export const ensureBuilt = () => ensure('build', 'building the web');

async function ensure(task, doing) {
  if (!hasTask(task)) return;
  const stampPath = join(root, 'node_modules', `.weir-${task}`);
  const files = sources[task].flatMap((path) => filesBelow(join(root, path)));
  const wanted = hashOf(files.filter((path) => !/\.test\.tsx?$/.test(path)));
  if (existsSync(join(root, outputs[task])) && isStamped(stampPath, wanted)) return;
  process.stdout.write(`weir: ${doing}\n`);
  const filter = `--filter=./${owners[task]}`;
  const { code, output } = await run(tool('turbo'), ['run', task, filter, '--output-logs=errors-only'], {
    quiet: true,
  });
  if (code !== 0) {
    process.stderr.write(output);
    throw new Failure(`${doing} failed: the lines above say why.`);
  }
  stamp(stampPath, wanted);
}

function hasTask(task) {
  const manifest = JSON.parse(readFileSync(join(root, owners[task], 'package.json'), 'utf8'));
  return manifest.scripts?.[task] !== undefined;
}
