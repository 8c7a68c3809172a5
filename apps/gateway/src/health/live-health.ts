import { HealthBoard } from '@weir/routing/health/health-board';
import type { HealthReport } from '@weir/routing/health-report';
import type { HealthSnapshot, Observation } from '@weir/routing/live';
import { type HedgeBudget, hedgeBudget } from '@weir/routing/race/hedge-budget';
import type { HedgedPair, HedgeGain } from '@weir/routing/race/hedge-gain';
import type { Logger } from '@weir/runtime/logger';
import type { State } from '@weir/state/state';
import { Bounded } from './bounded.ts';
import { shareBoards } from './share-boards.ts';
import { SharedBoard } from './shared-board.ts';

export type LiveHealthOptions = {
  readonly state: State;
  /** Names this process among all that share the state, anew at each start. */
  readonly instance: string;
  readonly now: () => number;
  readonly log: Logger;
};

/** What this gateway knows of targets, shared with the others. All of it but `report` answers at once, from memory. */
export type LiveHealth = {
  snapshot(organizationId: string): HealthSnapshot;
  /** An attempt leaves for a Target; `end` follows, whatever becomes of it. */
  begin(organizationId: string, candidateId: string): void;
  end(observation: Observation): void;
  /** Open attempts of this process: exact, where a snapshot's may be a second old. */
  inFlight(organizationId: string, candidateId: string): number;
  /** Whether this call is the one that finds out if a Target has recovered; true where it is well. */
  claimProbe(organizationId: string, candidateId: string): boolean;
  /** The secrets that provider keys have now, by key: what was said of earlier ones is taken back. */
  keepSecrets(organizationId: string, tags: ReadonlyMap<string, string>): void;
  /** What a route may spend on hedges: one budget for all its calls in this process. */
  hedgeBudget(routeKey: string, percent: number): HedgeBudget;
  /** What a hedge buys by the recent times of two candidates; undefined where too little is known. */
  hedgeGain(organizationId: string, pair: HedgedPair): HedgeGain | undefined;
  report(organizationId: string): Promise<HealthReport>;
  close(): Promise<void>;
};

/** Boards of organizations, and budgets of routes, that are kept; those that were used longest ago go first. */
const boardsMax = 5_000;
const budgetsMax = 20_000;

/** What this gateway knows of targets. Shares it where the state is shared. */
export function createLiveHealth({ state, instance, now, log }: LiveHealthOptions): LiveHealth {
  const boards = new Bounded<SharedBoard>(boardsMax);
  const budgets = new Bounded<{ readonly percent: number; readonly budget: HedgeBudget }>(budgetsMax);
  const sharing = shareBoards({ state, boards, now, log });
  const boardOf = (organizationId: string): SharedBoard => {
    const nowMs = now();
    const known = boards.get(organizationId);
    const board = known ?? new SharedBoard(organizationId, new HealthBoard(instance));
    if (known === undefined) boards.set(organizationId, board);
    if (board.wakes(nowMs)) void sharing.catchUp(board);
    return board;
  };
  const told = (board: SharedBoard, atOnce: boolean) => {
    board.dirty = true;
    if (atOnce) sharing.publishNow(board);
  };
  return {
    snapshot: (organizationId) => boardOf(organizationId).board.snapshot(now()),
    begin(organizationId, candidateId) {
      const board = boardOf(organizationId);
      if (board.board.begin(candidateId, now())) told(board, true);
    },
    end(observation) {
      const board = boardOf(observation.organizationId);
      told(board, board.board.end(observation));
    },
    inFlight: (organizationId, candidateId) => boards.get(organizationId)?.board.inFlight(candidateId) ?? 0,
    claimProbe: (organizationId, candidateId) => boardOf(organizationId).board.claimProbe(candidateId, now()),
    keepSecrets(organizationId, tags) {
      const board = boardOf(organizationId);
      if (board.board.keepSecrets(tags, now())) told(board, true);
    },
    hedgeBudget(routeKey, percent) {
      const known = budgets.get(routeKey);
      if (known?.percent === percent) return known.budget;
      const budget = hedgeBudget(percent);
      budgets.set(routeKey, { percent, budget });
      return budget;
    },
    hedgeGain: (organizationId, pair) => boardOf(organizationId).board.hedgeGain(pair, now()),
    async report(organizationId) {
      const board = boardOf(organizationId);
      await sharing.catchUp(board);
      return board.board.report(now());
    },
    close: () => sharing.close(),
  };
}
