/** Who a Call is. Never holds a secret. */
export type Principal = {
  readonly organizationId: string;
  readonly projectId: string;
  /** Absent for internal principals (the trial of a provider key, the playground, later the judge). */
  readonly gatewayKeyId?: string;
  readonly memberId?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Only this ProviderKey may be used: set on the trial of a provider key. */
  readonly providerKeyId?: string;
};
