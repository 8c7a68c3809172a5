import { usageChannel } from '@weir/db/sql/recorded-calls';
import type { Services } from '../services.ts';
import { createOrganizationFeed, type OrganizationFeed } from './organization-feed.ts';

/** The feeds of this process, by organization. */
export type UsageFeeds = { of(organizationId: string): OrganizationFeed };

const retryMs = 2_000;
/** More than a process ever watches at once; beyond it the idle ones start anew. */
const feedsMax = 1_000;

function openFeeds(services: Services): UsageFeeds {
  const feeds = new Map<string, OrganizationFeed>();
  const wakeAll = () => {
    for (const feed of feeds.values()) feed.wake();
  };
  // One connection of its own; it is opened again when it breaks, and what was missed meanwhile is looked for.
  const listen = () => {
    services.sql
      .listen(usageChannel, (organizationId) => feeds.get(organizationId)?.wake(), wakeAll)
      .catch((error: unknown) => {
        services.log.debug({ err: error }, 'hints of recorded usage cannot be listened to; asking instead');
        setTimeout(listen, retryMs).unref();
      });
  };
  listen();
  return {
    of(organizationId) {
      const known = feeds.get(organizationId);
      if (known !== undefined) return known;
      if (feeds.size >= feedsMax) feeds.clear();
      const feed = createOrganizationFeed(services, organizationId);
      feeds.set(organizationId, feed);
      return feed;
    },
  };
}

const opened = new WeakMap<Services, UsageFeeds>();

/** The feeds over these services: one connection that listens, however many watch. */
export function usageFeeds(services: Services): UsageFeeds {
  const known = opened.get(services);
  if (known !== undefined) return known;
  const feeds = openFeeds(services);
  opened.set(services, feeds);
  return feeds;
}
