/** One upstream model through one ProviderKey; a local upstream has none. */
export type Target = { readonly provider: string; readonly providerKeyId?: string; readonly model: string };

/** A Target that was looked at; `excluded` says why it was not chosen. The first without it is the choice. */
export type Considered = Target & { readonly excluded?: string };

/** How the client's `model` was understood. */
export type ResolvedBy = 'provider/model' | 'bare name' | 'sandbox' | 'pinned key';

export type Explanation = {
  readonly requestedModel: string;
  readonly resolvedBy: ResolvedBy;
  readonly considered: readonly Considered[];
  /** The language that the target was spoken to in, where it is not the client's, and what could not be said in it. */
  readonly translation?: { readonly language: string; readonly dropped: readonly string[] };
};
