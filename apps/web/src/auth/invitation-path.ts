const path = '/invitation';

/** The page of the invitation with this token. */
export function invitationPath(token: string): string {
  return `${path}?${new URLSearchParams({ token })}`;
}

/** The token of the invitation whose page `url` is, on this origin or any; undefined for any other page. */
export function invitationTokenOf(url: string | undefined): string | undefined {
  const page = url === undefined ? null : URL.parse(url, 'http://weir.invalid');
  return page?.pathname === path ? (page.searchParams.get('token') ?? undefined) : undefined;
}
