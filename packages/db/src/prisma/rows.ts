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
  Session,
  Team,
  User,
} from './generated/client.ts';
export type { ProviderKeyKind, ProviderKeyStatus, Role, SignUpMode } from './generated/enums.ts';
