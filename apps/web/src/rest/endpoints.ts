import type { AnyRouter } from '@trpc/server';
import type { ProcedureMeta, RestRoute } from '../trpc/trpc.ts';

/** A procedure of the router. */
export type Procedure = ProcedureMeta & {
  /** The procedure's path in the router, such as `projects.create`. */
  readonly procedure: string;
  readonly type: 'query' | 'mutation';
};

/** A procedure with its place in the REST. */
export type Endpoint = Procedure & { readonly rest: RestRoute };

function isProcedureMeta(meta: unknown): meta is ProcedureMeta {
  return typeof meta === 'object' && meta !== null && 'access' in meta && 'input' in meta && 'output' in meta;
}

function typeOf(procedure: unknown): 'query' | 'mutation' {
  const isProcedure = typeof procedure === 'function' && '_def' in procedure;
  const definition = isProcedure ? procedure._def : undefined;
  const isQuery = typeof definition === 'object' && definition !== null && 'type' in definition;
  return isQuery && definition.type === 'query' ? 'query' : 'mutation';
}

function metaOf(procedure: unknown): unknown {
  if (typeof procedure !== 'function' || !('_def' in procedure)) return undefined;
  const definition = procedure._def;
  return typeof definition === 'object' && definition !== null && 'meta' in definition ? definition.meta : undefined;
}

/** Every procedure of `router`. Throws on one that does not say who may call it. */
export function proceduresOf(router: AnyRouter): readonly Procedure[] {
  return Object.entries<unknown>(router._def.procedures).map(([name, procedure]) => {
    const meta = metaOf(procedure);
    if (!isProcedureMeta(meta)) throw new TypeError(`${name} does not say who may call it.`);
    return { ...meta, procedure: name, type: typeOf(procedure) };
  });
}

/** Every procedure of `router` that has a place in the REST. */
export function endpointsOf(router: AnyRouter): readonly Endpoint[] {
  return proceduresOf(router).flatMap(({ rest, ...procedure }) => (rest === undefined ? [] : [{ ...procedure, rest }]));
}
