import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EnvError, parseEnv } from './env.ts';

const schema = z.object({ PORT: z.coerce.number().int('must be a whole number').default(4000) });

describe('parseEnv', () => {
  it('takes an empty value as unset', () => {
    expect(parseEnv(schema, { PORT: '' })).toEqual({ PORT: 4000 });
  });

  it('names the variable and the fault, never the value', () => {
    const fault = () => parseEnv(schema, { PORT: '1.5' });
    expect(fault).toThrow(EnvError);
    expect(fault).toThrow(/PORT: must be a whole number/);
    expect(fault).not.toThrow(/1\.5/);
  });
});
