/** A page of the documentation. `slug` is its path below /docs; the first page's is empty. */
export type DocsPage = {
  readonly slug: string;
  readonly title: string;
  /** What it is about, in one sentence below the title. */
  readonly summary: string;
};

export type DocsGroup = { readonly title: string; readonly pages: readonly DocsPage[] };

const start: readonly DocsPage[] = [
  { slug: '', title: 'Introduction', summary: 'What Weir is, and a first call within a minute.' },
];

const quickStarts: readonly DocsPage[] = [
  { slug: 'quick-start/curl', title: 'curl', summary: 'Every endpoint, without any library.' },
  {
    slug: 'quick-start/openai-python',
    title: 'OpenAI for Python',
    summary: 'OpenAI’s own SDK, with another base URL.',
  },
  {
    slug: 'quick-start/openai-typescript',
    title: 'OpenAI for TypeScript',
    summary: 'OpenAI’s own SDK, with another base URL.',
  },
  { slug: 'quick-start/anthropic', title: 'Anthropic', summary: 'Anthropic’s own SDKs, with another base URL.' },
  { slug: 'quick-start/google-genai', title: 'Google GenAI', summary: 'Google’s own SDKs, with another base URL.' },
  { slug: 'quick-start/ai-sdk', title: 'Vercel AI SDK', summary: 'One provider for every model of the project.' },
  { slug: 'quick-start/langchain', title: 'LangChain', summary: 'ChatOpenAI, in Python and TypeScript.' },
  { slug: 'quick-start/claude-code', title: 'Claude Code', summary: 'Two environment variables, and any model.' },
  { slug: 'quick-start/codex', title: 'Codex', summary: 'A model provider in its configuration.' },
  { slug: 'quick-start/cursor', title: 'Cursor', summary: 'A base URL and a key in its settings.' },
];

const using: readonly DocsPage[] = [
  { slug: 'keys', title: 'Gateway keys', summary: 'What your code carries: issue, limit, rotate, revoke.' },
  { slug: 'providers', title: 'Providers', summary: 'Your credentials at providers: how they are kept, and used.' },
  { slug: 'models', title: 'Names of models', summary: 'How the model in a call decides where it goes.' },
  { slug: 'costs', title: 'Costs', summary: 'From usage to cost: buckets, prices, sources, and what is not known.' },
  { slug: 'receipts', title: 'Receipts', summary: 'What one call did and cost.' },
  { slug: 'playground', title: 'Playground', summary: 'Talk to models through the gateway, side by side.' },
];

const routing: readonly DocsPage[] = [
  { slug: 'routes', title: 'Routes', summary: 'A name that your code calls, and a plan behind it.' },
  { slug: 'routes/strategies', title: 'Strategies', summary: 'Every kind of node, with its JSON.' },
  { slug: 'routes/resilience', title: 'Resilience', summary: 'What happens when a target fails, class by class.' },
  { slug: 'routes/racing', title: 'Racing', summary: 'Several targets for one call, and what that buys.' },
  { slug: 'routes/smart', title: 'Smart routes', summary: 'By task: the most quality for each further dollar.' },
  { slug: 'routes/explain', title: 'Explain', summary: 'Why a call goes where it goes, before and after.' },
  { slug: 'routes/live-health', title: 'Live health', summary: 'How each target is now, and how routes go by it.' },
];

const gateway: readonly DocsPage[] = [
  { slug: 'gateway/endpoints', title: 'Endpoints', summary: 'What the gateway serves, and what it does to a call.' },
  { slug: 'gateway/headers', title: 'Headers', summary: 'What you may send, what you get, what passes through.' },
  { slug: 'gateway/errors', title: 'Errors', summary: 'Every code of the gateway’s own, and what to do.' },
  { slug: 'matrix', title: 'The matrix', summary: 'What becomes of each feature, from each client to each provider.' },
  { slug: 'gateway/sandbox', title: 'Sandbox', summary: 'Answers and failures without a provider.' },
];

const people: readonly DocsPage[] = [
  { slug: 'roles', title: 'Roles', summary: 'Who may do what.' },
  {
    slug: 'members',
    title: 'Members and accounts',
    summary: 'Invitations, teams, sessions, leaving, export, deletion.',
  },
];

const operation: readonly DocsPage[] = [
  { slug: 'operation/embedded', title: 'On one machine', summary: 'Everything by one command.' },
  { slug: 'operation/docker-compose', title: 'Docker Compose', summary: 'Production size on one host.' },
  { slug: 'operation/configuration', title: 'Configuration', summary: 'Every environment variable.' },
  {
    slug: 'operation/accounts',
    title: 'Accounts and mail',
    summary: 'Sign-up, the mail server, identity providers, trusted proxies, quotas.',
  },
  { slug: 'operation/backup', title: 'Backup and upgrade', summary: 'What to keep, and how to change releases.' },
  {
    slug: 'operation/monitoring',
    title: 'Monitoring',
    summary: 'What to watch, and what happens when something is away.',
  },
];

/** The page over those that are made from the OpenAPI document. */
export const managementApiPage: DocsPage = {
  slug: 'api',
  title: 'Management API',
  summary: 'REST for what the dashboard does.',
};

/** The documentation in its order; `reference` are the pages made from the OpenAPI document. */
export function docsGroups(reference: readonly DocsPage[]): readonly DocsGroup[] {
  return [
    { title: 'Start', pages: start },
    { title: 'Quick starts', pages: quickStarts },
    { title: 'Use', pages: using },
    { title: 'Routing', pages: routing },
    { title: 'Gateway', pages: gateway },
    { title: 'People', pages: people },
    { title: 'Operation', pages: operation },
    { title: 'Management API', pages: [managementApiPage, ...reference] },
  ];
}

/** The path of a page. */
export function docsPath({ slug }: Pick<DocsPage, 'slug'>): string {
  return slug === '' ? '/docs' : `/docs/${slug}`;
}
