'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { RouteView } from '@weir/services/routes/view';
import { useCallback, useEffect, useRef, useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { planSaid } from './plan-said.ts';

/** How the draft stands with the server. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** It is no sound plan: it waits for that. */
  | { readonly kind: 'unsound' }
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

export type DraftSave = {
  readonly state: SaveState;
  /** Saves what is not saved yet; false where that cannot be done. */
  readonly saveNow: () => Promise<boolean>;
  /** When the draft that this goes out from was saved; null: there was none. */
  readonly draftAt: () => string | null;
  /** Goes out from what the server has now, and puts this plan in its place. */
  readonly overrule: (route: RouteView) => void;
  /** Takes `plan` for what the server has: it was just read from there. */
  readonly settle: (route: RouteView, plan: RoutePlan) => void;
};

const restMs = 700;

/** What an editor of `route` shows: the draft, else what is published. */
export function shownPlan({ draft, plan }: RouteView): RoutePlan | null {
  return draft ?? plan;
}

/** Keeps the draft of a route on the server: some time after each edit, and never over what somebody else has saved. */
export function useDraftSave({
  route,
  plan,
  isSound,
  enabled,
}: {
  readonly route: RouteView;
  readonly plan: RoutePlan;
  readonly isSound: boolean;
  readonly enabled: boolean;
}): DraftSave {
  const api = useTRPC();
  const client = useQueryClient();
  const { mutateAsync: saveDraft } = useMutation(api.routes.saveDraft.mutationOptions());
  const { mutateAsync: discardDraft } = useMutation(api.routes.discardDraft.mutationOptions());
  const [problem, setProblem] = useState<SaveState>();
  const [saving, setSaving] = useState(false);
  /** What the server has, as JSON, and since when. */
  const known = useRef({ text: planSaid(shownPlan(route)), at: route.draftUpdatedAt });
  const [, setTurn] = useState(0);
  const text = planSaid(plan);
  const isSaved = text === known.current.text;

  const { id } = route;
  const published = planSaid(route.plan);
  const running = useRef<Promise<boolean>>(undefined);
  const send = useCallback(async (): Promise<boolean> => {
    setSaving(true);
    setProblem(undefined);
    try {
      const expectedDraftAt = known.current.at;
      // A draft that says what is published already is none.
      const after =
        text === published
          ? await discardDraft({ id, expectedDraftAt })
          : await saveDraft({ id, plan, expectedDraftAt });
      known.current = { text, at: after.draftUpdatedAt };
      client.setQueryData(api.routes.get.queryKey({ id }), after);
      return true;
    } catch (error) {
      const { code, message } = refusalOf(error);
      setProblem({ kind: code === 'CONFLICT' ? 'conflict' : 'failed', message });
      return false;
    } finally {
      setSaving(false);
      setTurn((turn) => turn + 1);
    }
  }, [api, client, discardDraft, id, plan, published, saveDraft, text]);

  const saveNow = useCallback(async (): Promise<boolean> => {
    if (running.current !== undefined) await running.current;
    if (text === known.current.text) return true;
    if (!isSound || !enabled) return false;
    running.current = send();
    const isGood = await running.current;
    running.current = undefined;
    return isGood;
  }, [enabled, isSound, send, text]);

  const adopt = (current: RouteView, said: string) => {
    known.current = { text: said, at: current.draftUpdatedAt };
    setProblem(undefined);
    setTurn((turn) => turn + 1);
  };
  const isStuck = problem?.kind === 'conflict';
  useEffect(() => {
    if (isSaved || !isSound || !enabled || saving || isStuck) return;
    const timer = setTimeout(() => void saveNow(), restMs);
    return () => clearTimeout(timer);
  }, [enabled, isSaved, isSound, isStuck, saveNow, saving]);

  return {
    state: stateOf({ problem, saving, isSaved, isSound }),
    saveNow,
    draftAt: () => known.current.at,
    overrule: (current) => adopt(current, ''),
    settle: (current, shown) => adopt(current, planSaid(shown)),
  };
}

type Facts = {
  readonly problem: SaveState | undefined;
  readonly saving: boolean;
  readonly isSaved: boolean;
  readonly isSound: boolean;
};

function stateOf({ problem, saving, isSaved, isSound }: Facts): SaveState {
  if (saving) return { kind: 'saving' };
  if (problem?.kind === 'conflict') return problem;
  if (!isSound) return { kind: 'unsound' };
  if (isSaved) return { kind: 'saved' };
  return problem ?? { kind: 'waiting' };
}
