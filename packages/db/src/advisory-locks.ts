/** The advisory locks of this database, each with a number of its own: whoever holds one stops nobody else's work. */
export const advisoryLocks = {
  /** Migrations are applied by one process at a time. */
  migrate: 7_305_414_001,
  /** Partitions are made by one worker at a time. */
  partitions: 7_305_414_002,
  /** The order of the change feed is the order of commits. */
  changeFeed: 7_305_414_003,
  /** Deleted organizations are taken away by one worker at a time. */
  purge: 7_305_414_004,
  /** Rollups are compacted by one worker at a time: two at once would each take the other's result for a delta. */
  compact: 7_305_414_005,
  /** Only one person is the first of an instance. */
  firstUser: 7_305_414_006,
  /** A project's ratings are learnt by one worker at a time; together with the project's id. */
  quality: 7_305_414_007,
} as const;
