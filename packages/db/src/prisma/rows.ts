export type {
  AuditLine,
  CustomPrice,
  GatewayKey,
  ManagementToken,
  Member,
  Organization,
  Project,
  ProjectConfig,
  ProviderKey,
  User,
} from './generated/client.ts';
export type { ProviderKeyKind, ProviderKeyStatus, Role } from './generated/enums.ts';
