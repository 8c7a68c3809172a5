import type { z } from 'zod';
import type { Actor, Caller, Person } from './actor.ts';
import { databaseAway } from './database-away.ts';
import { parseInput } from './parse-input.ts';
import { type Action, authorize } from './permissions.ts';
import { ServiceError } from './service-error.ts';
import type { Services } from './services.ts';

/** Who may run a verb: whom the permission table lets do an action, whoever is signed in, the operator, or anybody. */
export type Access = Action | 'person' | 'operator' | 'anybody';

/** What a verb works with once its caller is known and its input is sound. */
export type VerbContext = { readonly services: Services; readonly actor: Actor };
export type PersonContext = { readonly services: Services; readonly person: Person };
export type PublicContext = { readonly services: Services; readonly caller: Caller };

type Schemas<Input, Output> = {
  /** Strict; reading twice gives the same, so that a transport may read it first. */
  readonly input: z.ZodType<Input, Input>;
  /** What it answers: the shape that transports document and hold it to. */
  readonly output: z.ZodType<Output, Output>;
};

type Definition<Context, Input, Output> = Schemas<Input, Output> & {
  readonly run: (context: Context, input: Input) => Promise<Output>;
};

type Callable<Who, Input, Output> = Schemas<Input, Output> &
  ((services: Services, who: Who, input: Input) => Promise<Output>) & {
    /** Throws what refuses `who`; for transports that read the input, which they do for nobody who is refused. */
    readonly admit: (who: Who) => void;
  };

/** A use case of the control plane: authorizes, validates, transacts. Throws ServiceError. */
export type Verb<Input, Output> = Callable<Actor, Input, Output> & { readonly kind: 'member'; readonly access: Action };

/** A use case of a person who is signed in, in no organization or before one is known. Throws ServiceError. */
export type PersonVerb<Input, Output> = Callable<Person, Input, Output> & {
  readonly kind: 'person';
  readonly access: 'person' | 'operator';
};

/** A use case of somebody who is not signed in. Throws ServiceError. */
export type PublicVerb<Input, Output> = Callable<Caller, Input, Output> & {
  readonly kind: 'public';
  readonly access: 'anybody';
};

async function runChecked<Context, Input, Output>(
  { input: schema, run }: Definition<Context, Input, Output>,
  context: Context,
  input: Input,
): Promise<Output> {
  const parsed = parseInput(schema, input);
  try {
    return await run(context, parsed);
  } catch (error) {
    throw databaseAway(error);
  }
}

/** A verb that cannot run before its actor is authorized and its input is parsed. */
export function verb<Input, Output>(
  definition: Definition<VerbContext, Input, Output> & { readonly action: Action },
): Verb<Input, Output> {
  const { action, input: schema, output } = definition;
  const admit = (actor: Actor) => authorize(actor, action);
  const call = async (services: Services, actor: Actor, input: Input): Promise<Output> => {
    admit(actor);
    return runChecked(definition, { services, actor }, input);
  };
  return Object.assign(call, { kind: 'member' as const, access: action, admit, input: schema, output });
}

/** A verb for whoever is signed in. */
export function personVerb<Input, Output>(
  definition: Definition<PersonContext, Input, Output>,
): PersonVerb<Input, Output> {
  const { input: schema, output } = definition;
  const call = (services: Services, person: Person, input: Input) =>
    runChecked(definition, { services, person }, input);
  const admit = () => undefined;
  return Object.assign(call, { kind: 'person' as const, access: 'person' as const, admit, input: schema, output });
}

/** A verb for the operator of the instance alone. */
export function operatorVerb<Input, Output>(
  definition: Definition<PersonContext, Input, Output>,
): PersonVerb<Input, Output> {
  const { input: schema, output } = definition;
  const admit = (person: Person) => {
    if (!person.isOperator) throw new ServiceError('forbidden', 'Only the operator of this instance may do this.');
  };
  const call = async (services: Services, person: Person, input: Input): Promise<Output> => {
    admit(person);
    return runChecked(definition, { services, person }, input);
  };
  return Object.assign(call, { kind: 'person' as const, access: 'operator' as const, admit, input: schema, output });
}

/** A verb for anybody, who is told nothing that a stranger may not know. */
export function publicVerb<Input, Output>(
  definition: Definition<PublicContext, Input, Output>,
): PublicVerb<Input, Output> {
  const { input: schema, output } = definition;
  const call = (services: Services, caller: Caller, input: Input) =>
    runChecked(definition, { services, caller }, input);
  const admit = () => undefined;
  return Object.assign(call, { kind: 'public' as const, access: 'anybody' as const, admit, input: schema, output });
}
