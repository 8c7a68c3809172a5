import type { AnyRouter } from '@trpc/server';
import type { RestMeta } from '../trpc/trpc.ts';

/** A procedure with its place in the REST. */
export type Endpoint = RestMeta & {
  /** The procedure's path in the router, such as `projects.create`. */
  readonly procedure: string;
  readonly type: 'query' | 'mutation';
};

function isRestMeta(meta: unknown): meta is RestMeta {
  return typeof meta === 'object' && meta !== null && 'rest' in meta && 'input' in meta && 'output' in meta;
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

/** Every procedure of `router` that has a place in the REST. */
export function endpointsOf(router: AnyRouter): readonly Endpoint[] {
  return Object.entries<unknown>(router._def.procedures).flatMap(([name, procedure]) => {
    const meta = metaOf(procedure);
    return isRestMeta(meta) ? [{ ...meta, procedure: name, type: typeOf(procedure) }] : [];
  });
}
