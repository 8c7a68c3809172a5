import type { AuditLine, Prisma } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

export type NewAuditLine = Omit<AuditLine, 'organizationId' | 'detail' | 'at'> & {
  at?: Date;
  detail: Prisma.InputJsonObject;
};

export type AuditFilter = { readonly subjectKind?: string | undefined; readonly subjectId?: string | undefined };

/** The audit log of one organization: it only grows. */
export function auditLines({ client, organizationId }: OrganizationScope) {
  return {
    list({ subjectKind, subjectId, ...page }: Page & AuditFilter = {}): Promise<AuditLine[]> {
      const { where, order } = paged(page);
      const kind = subjectKind === undefined ? {} : { subjectKind };
      const subject = subjectId === undefined ? {} : { subjectId };
      return client.auditLine.findMany({ where: { organizationId, ...kind, ...subject, ...where }, ...order });
    },
    append(line: NewAuditLine): Promise<AuditLine> {
      return client.auditLine.create({ data: { ...line, organizationId } });
    },
  };
}
