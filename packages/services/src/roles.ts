/** What a member or a management token may do in its organization; see permissions.ts. Also runs in browsers. */
export const roles = ['owner', 'admin', 'developer', 'viewer', 'billing'] as const;
export type Role = (typeof roles)[number];
