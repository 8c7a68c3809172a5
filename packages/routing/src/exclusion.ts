/** What a Target is kept out for whatever is asked of it: by permission, by its key, by what its provider speaks. */
export type ExclusionCode =
  | 'not_allowed'
  | 'no_key'
  | 'key_disabled'
  | 'not_spoken'
  | 'capability'
  | 'context_window'
  | 'region'
  | 'retention'
  | 'price'
  | 'preference'
  | 'quality'
  | 'key_refused'
  | 'circuit_open'
  | 'rate_spent'
  | 'concurrency'
  /** It could take the call, but the route's conditions lead elsewhere. */
  | 'not_reached';
export type Exclusion = { readonly code: ExclusionCode; readonly reason: string };
