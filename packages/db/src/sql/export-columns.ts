/** A table that is exported by these columns, page by page in the order of `key`. */
export type ExportColumns = {
  readonly kind: string;
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
};

const quotas = ['projects_max', 'members_max', 'gateway_keys_max', 'provider_keys_max'] as const;

function byId(kind: string, table: string, columns: readonly string[]): ExportColumns {
  return { kind, table, key: 'id', columns: ['id', ...columns] };
}

/** What leaves of each table. Hashes, sealed secrets and the data key are not here, nor what is learnt from prompts. */
export const exportedColumns = {
  organization: ['id', 'name', 'slug', 'time_zone', 'created_at', 'deleted_at', ...quotas],
  tables: [
    byId('team', 'teams', ['name', 'created_at']),
    byId('invitation', 'invitations', [
      ...['email', 'role', 'team_ids', 'invited_by_id', 'expires_at', 'accepted_at', 'revoked_at', 'created_at'],
    ]),
    byId('project', 'projects', ['name', 'slug', 'created_at', 'archived_at', 'response_retention_days']),
    byId('provider_key', 'provider_keys', [
      ...['project_id', 'provider', 'name', 'kind', 'last_four', 'base_url', 'settings', 'status'],
      ...['position', 'region', 'zero_retention', 'weight', 'trial', 'created_at', 'rotated_at'],
    ]),
    byId('gateway_key', 'gateway_keys', [
      ...['project_id', 'name', 'last_four', 'grace_until', 'member_id', 'allowed_models', 'attributes'],
      ...['expires_at', 'revoked_at', 'created_at'],
    ]),
    byId('route', 'routes', [
      ...['project_id', 'name', 'draft', 'draft_updated_at', 'draft_by_kind', 'draft_by_id', 'published_version'],
      ...['created_at', 'updated_at', 'archived_at'],
    ]),
    byId('route_version', 'route_versions', [
      ...['route_id', 'version', 'plan', 'note', 'published_at', 'published_by_kind', 'published_by_id'],
    ]),
    byId('custom_price', 'custom_prices', ['provider', 'model', 'effective_from', 'usd_per_million', 'created_at']),
    byId('management_token', 'management_tokens', [
      ...['name', 'last_four', 'role', 'expires_at', 'revoked_at', 'created_at'],
    ]),
    byId('audit_line', 'audit_lines', [
      ...['at', 'actor_kind', 'actor_id', 'action', 'subject_kind', 'subject_id', 'detail'],
    ]),
    byId('dead_letter', 'usage.dead_letters', ['spool_id', 'segment', 'offset', 'reason', 'record', 'at']),
    {
      kind: 'call',
      table: 'usage.calls',
      key: 'call_id',
      columns: [
        ...['call_id', 'project_id', 'gateway_key_id', 'member_id', 'operation', 'requested_model', 'route'],
        ...['provider', 'model', 'streaming', 'status', 'error_code', 'http_status', 'attempts', 'started_at'],
        ...['duration_ms', 'first_token_ms', 'timings', 'decision', 'tags', 'session', 'end_user', 'recorded_at'],
      ],
    },
    {
      kind: 'feedback',
      table: 'usage.feedback',
      key: 'seq',
      columns: [
        ...['seq', 'project_id', 'call_id', 'other_call_id', 'score', 'sampled', 'gateway_key_id', 'member_id'],
        'said_at',
      ],
    },
    {
      kind: 'quality_state',
      table: 'usage.quality_states',
      key: 'project_id',
      columns: [
        ...['project_id', 'labels', 'version', 'reset_seq', 'reset_at', 'labelled', 'learnt', 'learnt_at'],
        'learnt_ms',
      ],
    },
  ],
  /** Of an attempt, besides what its receipt says. */
  attemptIdentity: [
    ...['call_id', 'project_id', 'gateway_key_id', 'member_id', 'requested_model', 'route', 'operation', 'streaming'],
    'recorded_at',
  ],
} as const satisfies {
  organization: readonly string[];
  tables: readonly ExportColumns[];
  attemptIdentity: readonly string[];
};
