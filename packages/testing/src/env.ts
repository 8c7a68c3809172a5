import { parseEnv } from '@weir/runtime/env';
import { z } from 'zod';

const schema = z.object({
  /** One seed for every test, to repeat a run; each test has a fixed one of its own otherwise. */
  WEIR_TEST_SEED: z.coerce.number().int().nonnegative().optional(),
  WEIR_TEST_SCALE: z.enum(['scaled', 'full']).default('scaled'),
  WEIR_REFERENCE_DIR: z.string().optional(),
  /** Where the web was built, below its folder. */
  NEXT_DIST_DIR: z.string().default('.next'),
  /** Set by vitest: different in every worker of a run. */
  VITEST_WORKER_ID: z.coerce.number().int().nonnegative().default(0),
  PATH: z.string().default(''),
});

/** The environment of the tests. */
export const env = parseEnv(schema, process.env);
