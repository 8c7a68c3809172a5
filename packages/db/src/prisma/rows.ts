export type {
  AuditLine,
  CustomPrice,
  GatewayKey,
  Invitation,
  ManagementToken,
  Member,
  Organization,
  Project,
  ProjectConfig,
  ProviderKey,
  Team,
  User,
} from './generated/client.ts';
export type { ProviderKeyKind, ProviderKeyStatus, Role } from './generated/enums.ts';
