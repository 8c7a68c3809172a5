import type { OrganizationScope } from './scope.ts';

/** A thing that is mentioned somewhere, such as a `gateway_key`. */
export type Mention = { readonly kind: string; readonly id: string };

type Named = { readonly id: string; readonly name: string };
type Find = (ids: string[]) => Promise<Named[]>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const named = { id: true, name: true } as const;

function finders({ client, organizationId }: OrganizationScope): Readonly<Record<string, Find>> {
  const own = (ids: string[]) => ({ organizationId, id: { in: ids } });
  return {
    gateway_key: (ids) => client.gatewayKey.findMany({ where: own(ids), select: named }),
    management_token: (ids) => client.managementToken.findMany({ where: own(ids), select: named }),
    project: (ids) => client.project.findMany({ where: own(ids), select: named }),
    provider_key: (ids) => client.providerKey.findMany({ where: own(ids), select: named }),
    route: (ids) => client.route.findMany({ where: own(ids), select: named }),
    team: (ids) => client.team.findMany({ where: own(ids), select: named }),
    async organization(ids) {
      if (!ids.includes(organizationId)) return [];
      return client.organization.findMany({ where: { id: organizationId }, select: named });
    },
    async invitation(ids) {
      const rows = await client.invitation.findMany({ where: own(ids), select: { id: true, email: true } });
      return rows.map(({ id, email }) => ({ id, name: email }));
    },
    async price(ids) {
      const select = { id: true, provider: true, model: true } as const;
      const rows = await client.customPrice.findMany({ where: own(ids), select });
      return rows.map(({ id, provider, model }) => ({ id, name: `${provider}/${model}` }));
    },
    // Who left is named as well; who never was a member is not.
    async member(ids) {
      const select = { id: true, user: { select: { name: true } } } as const;
      const rows = await client.member.findMany({ where: own(ids), select });
      return rows.map(({ id, user }) => ({ id, name: user.name }));
    },
    async user(ids) {
      const where = { organizationId, userId: { in: ids } };
      const rows = await client.member.findMany({ where, select: { userId: true, user: { select: { name: true } } } });
      return rows.map(({ userId, user }) => ({ id: userId, name: user.name }));
    },
  };
}

/** Names of one organization's things. */
export function names(own: OrganizationScope) {
  const finds = Object.entries(finders(own));
  return {
    /** The names of the things that are mentioned, as far as they are there: one query for each kind. */
    async of(mentions: readonly Mention[]): Promise<(mention: Mention) => string | undefined> {
      const found = await Promise.all(
        finds.map(async ([kind, find]) => {
          const ids = mentions.filter((each) => each.kind === kind && uuid.test(each.id)).map(({ id }) => id);
          const rows = ids.length === 0 ? [] : await find([...new Set(ids)]);
          return [kind, new Map(rows.map(({ id, name }) => [id, name]))] as const;
        }),
      );
      const byKind = new Map(found);
      return ({ kind, id }) => byKind.get(kind)?.get(id);
    },
  };
}
