/** Where a new account begins; it finds the organization by itself. */
export const startPath = '/account/start?new=1';
