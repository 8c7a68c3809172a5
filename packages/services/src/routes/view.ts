import { routePlan } from '@weir/routing/route-plan';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';

/** Who did something. */
export const doerView = z
  .strictObject({
    kind: z.string().describe('user, token, system or operator.'),
    id: z.string(),
    name: z.string().nullable().describe('Of the person or the management token; null: not known here.'),
  })
  .meta({ id: 'Doer' });
export type DoerView = z.output<typeof doerView>;

/** A RoutePlan, as it is documented once for all that carry it. */
export const planField = routePlan.meta({ id: 'RoutePlan' });

/** A route as its list shows it. */
export const routeLineView = z
  .strictObject({
    id: idField,
    projectId: idField,
    name: z.string(),
    publishedVersion: z.int().nullable().describe('Null: never published, so nobody can call it.'),
    publishedAt: timeField.nullable(),
    publishedBy: doerView.nullable(),
    plan: planField.nullable().describe('The published version.'),
    hasDraft: z.boolean(),
    draftUpdatedAt: timeField.nullable(),
    draftUpdatedBy: doerView.nullable(),
    createdAt: timeField,
    updatedAt: timeField,
    archivedAt: timeField.nullable(),
  })
  .meta({ id: 'RouteLine' });
export type RouteLine = z.output<typeof routeLineView>;

/** A route with its draft. */
export const routeView = routeLineView
  .extend({ draft: planField.nullable().describe('Null: nothing waits to be published.') })
  .meta({ id: 'Route' });
export type RouteView = z.output<typeof routeView>;

/** A published version as the list of versions shows it. */
export const routeVersionLineView = z
  .strictObject({
    id: idField,
    version: z.int(),
    note: z.string().nullable(),
    publishedAt: timeField,
    publishedBy: doerView,
  })
  .meta({ id: 'RouteVersionLine' });
export type RouteVersionLine = z.output<typeof routeVersionLineView>;

/** A published version with its plan. It never changes. */
export const routeVersionView = routeVersionLineView.extend({ plan: planField }).meta({ id: 'RouteVersion' });
export type RouteVersionView = z.output<typeof routeVersionView>;

/** What is wrong with a plan, or worth a look: `path` as in `strategy.children.0.model`, empty for the plan as a whole. */
export const planRemarkView = z.strictObject({ path: z.string(), message: z.string() }).meta({ id: 'PlanRemark' });
export type PlanRemark = z.output<typeof planRemarkView>;
