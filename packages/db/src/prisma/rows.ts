import type { Route, RouteVersion } from './generated/client.ts';

export type {
  AuditLine,
  CustomPrice,
  EmailToken,
  GatewayKey,
  Identity,
  Invitation,
  LocalMail,
  ManagementToken,
  Member,
  Organization,
  Project,
  ProjectConfig,
  ProviderKey,
  Route,
  RouteVersion,
  Session,
  Team,
  User,
} from './generated/client.ts';
export type { ProviderKeyKind, ProviderKeyStatus, Role, SignUpMode } from './generated/enums.ts';

/** A route with its published version. */
export type RouteWithPublished = Route & { readonly published: RouteVersion | undefined };
