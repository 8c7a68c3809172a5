import { readTargetHealth } from '@weir/services/health/read-targets';
import { inspectQuality } from '@weir/services/quality/inspect';
import { resetQuality } from '@weir/services/quality/reset';
import { archiveRoute } from '@weir/services/routes/archive';
import { checkRoutePlan } from '@weir/services/routes/check';
import { createRoute } from '@weir/services/routes/create';
import { discardRouteDraft } from '@weir/services/routes/discard-draft';
import { dryRunRoute } from '@weir/services/routes/dry-run';
import { getRoute } from '@weir/services/routes/get';
import { getRouteVersion } from '@weir/services/routes/get-version';
import { listRoutes } from '@weir/services/routes/list';
import { listRouteVersions } from '@weir/services/routes/list-versions';
import { publishRoute } from '@weir/services/routes/publish';
import { renameRoute } from '@weir/services/routes/rename';
import { replayRoute } from '@weir/services/routes/replay';
import { rollBackRoute } from '@weir/services/routes/roll-back';
import { saveRouteDraft } from '@weir/services/routes/save-draft';
import { updateRoute } from '@weir/services/routes/update';
import { mutation, query, router } from '../trpc.ts';

const takesEffect = 'It is called within a second.';

export const routesRouter = router({
  list: query(listRoutes, { method: 'GET', path: '/projects/{projectId}/routes', summary: 'Routes, newest first' }),
  create: mutation(createRoute, {
    method: 'POST',
    path: '/projects/{projectId}/routes',
    summary: 'Create a route and publish its first version',
    description: 'With `draft: true` nothing is published, and nobody can call it yet.',
    status: 201,
  }),
  check: mutation(checkRoutePlan, {
    method: 'POST',
    path: '/projects/{projectId}/routes/check',
    summary: 'What is wrong with a plan, and what is worth a look',
  }),
  dryRun: mutation(dryRunRoute, {
    method: 'POST',
    path: '/projects/{projectId}/routes/dry-run',
    summary: 'Where a call would go and why, without calling anyone',
  }),
  get: query(getRoute, { method: 'GET', path: '/routes/{id}', summary: 'A route with its plan and its draft' }),
  update: mutation(updateRoute, {
    method: 'PUT',
    path: '/routes/{id}',
    summary: 'Publish a plan as the next version of a route',
    description: takesEffect,
  }),
  rename: mutation(renameRoute, {
    method: 'PATCH',
    path: '/routes/{id}',
    summary: 'Rename a route',
    description: 'Clients call it by its name: whoever uses the old one fails from then on.',
  }),
  archive: mutation(archiveRoute, {
    method: 'DELETE',
    path: '/routes/{id}',
    summary: 'Archive a route',
    description: 'Calls of it fail within a second; its versions stay readable, and its name is free.',
  }),
  saveDraft: mutation(saveRouteDraft, { method: 'PUT', path: '/routes/{id}/draft', summary: "Save a route's draft" }),
  discardDraft: mutation(discardRouteDraft, {
    method: 'DELETE',
    path: '/routes/{id}/draft',
    summary: "Throw a route's draft away",
  }),
  publish: mutation(publishRoute, {
    method: 'POST',
    path: '/routes/{id}/publish',
    summary: "Publish a route's draft as its next version",
    description: takesEffect,
  }),
  versions: query(listRouteVersions, {
    method: 'GET',
    path: '/routes/{id}/versions',
    summary: 'Published versions of a route, newest first',
  }),
  version: query(getRouteVersion, {
    method: 'GET',
    path: '/routes/{id}/versions/{version}',
    summary: 'A published version of a route with its plan',
  }),
  rollBack: mutation(rollBackRoute, {
    method: 'POST',
    path: '/routes/{id}/roll-back',
    summary: 'Publish the plan of an earlier version again, as the next one',
    description: takesEffect,
  }),
  replay: mutation(replayRoute, {
    method: 'POST',
    path: '/routes/{id}/replay',
    summary: 'What a plan would have made of the calls of the last days, without calling anyone',
    description: 'Takes up to some seconds for the most calls, of which a random sample is replayed.',
  }),
  quality: query(inspectQuality, {
    method: 'GET',
    path: '/projects/{projectId}/quality',
    summary: "What the models of a project's routes are expected to be worth, task by task",
  }),
  resetQuality: mutation(resetQuality, {
    method: 'DELETE',
    path: '/projects/{projectId}/quality',
    summary: "Forget what a project's ratings have taught",
    description: 'Its routes go by public results again within some ten seconds.',
  }),
  health: query(readTargetHealth, {
    method: 'GET',
    path: '/health/targets',
    summary: 'What the gateways know now of the targets that were called',
  }),
});
