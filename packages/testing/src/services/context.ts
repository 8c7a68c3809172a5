/** What vitest's globalSetup tells the tests. */
export type ServicesContext = {
  /** Asked over HTTP for the URL of PostgreSQL, which is started by the first who asks. */
  readonly askUrl: string;
  /** Without a database number; undefined when there is no redis-server. */
  readonly redisUrl: string | undefined;
};

declare module 'vitest' {
  interface ProvidedContext {
    weirServices: ServicesContext;
  }
}
