import { accountRouter } from './routers/account.ts';
import { auditLinesRouter } from './routers/audit-lines.ts';
import { authRouter } from './routers/auth.ts';
import { callsRouter } from './routers/calls.ts';
import { catalogRouter } from './routers/catalog.ts';
import { gatewayKeysRouter } from './routers/gateway-keys.ts';
import { invitationsRouter } from './routers/invitations.ts';
import { ledgerRouter } from './routers/ledger.ts';
import { managementTokensRouter } from './routers/management-tokens.ts';
import { membersRouter } from './routers/members.ts';
import { operatorRouter } from './routers/operator.ts';
import { organizationRouter } from './routers/organization.ts';
import { overviewRouter } from './routers/overview.ts';
import { pricesRouter } from './routers/prices.ts';
import { projectsRouter } from './routers/projects.ts';
import { providerKeysRouter } from './routers/provider-keys.ts';
import { routesRouter } from './routers/routes.ts';
import { teamsRouter } from './routers/teams.ts';
import { usageRouter } from './routers/usage.ts';
import { router } from './trpc.ts';

/** Every procedure: the dashboard calls them by name, the management REST by path. */
export const appRouter = router({
  auth: authRouter,
  account: accountRouter,
  organization: organizationRouter,
  members: membersRouter,
  invitations: invitationsRouter,
  teams: teamsRouter,
  projects: projectsRouter,
  providerKeys: providerKeysRouter,
  gatewayKeys: gatewayKeysRouter,
  routes: routesRouter,
  prices: pricesRouter,
  managementTokens: managementTokensRouter,
  overview: overviewRouter,
  usage: usageRouter,
  calls: callsRouter,
  ledger: ledgerRouter,
  auditLines: auditLinesRouter,
  catalog: catalogRouter,
  operator: operatorRouter,
});

export type AppRouter = typeof appRouter;
