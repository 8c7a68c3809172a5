import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { databaseAway } from './database-away.ts';
import { parseInput } from './parse-input.ts';
import { type Action, authorize } from './permissions.ts';
import type { Services } from './services.ts';

/** What a verb works with once its caller is known and its input is sound. */
export type VerbContext = { readonly services: Services; readonly actor: Actor };

type VerbDefinition<Input, Output> = {
  readonly action: Action;
  /** Strict; reading twice gives the same, so that a transport may read it first. */
  readonly input: z.ZodType<Input, Input>;
  /** What it answers: the shape that transports document and hold it to. */
  readonly output: z.ZodType<Output, Output>;
  readonly run: (context: VerbContext, input: Input) => Promise<Output>;
};

/** A use case of the control plane: authorizes, validates, transacts. Throws ServiceError. */
export type Verb<Input, Output> = {
  (services: Services, actor: Actor, input: Input): Promise<Output>;
  readonly action: Action;
  readonly input: z.ZodType<Input, Input>;
  readonly output: z.ZodType<Output, Output>;
};

/** A verb that cannot run before its actor is authorized and its input is parsed. */
export function verb<Input, Output>(definition: VerbDefinition<Input, Output>): Verb<Input, Output> {
  const { action, input: schema, output, run } = definition;
  const call = async (services: Services, actor: Actor, input: Input): Promise<Output> => {
    authorize(actor, action);
    const parsed = parseInput(schema, input);
    try {
      return await run({ services, actor }, parsed);
    } catch (error) {
      throw databaseAway(error);
    }
  };
  return Object.assign(call, { action, input: schema, output });
}
