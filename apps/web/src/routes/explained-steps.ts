import type { Explained } from '@weir/services/routes/explained';

export type ExplainedTarget = Explained['explanation']['considered'][number];

/** A step of a plan: the targets of a race, or one alone, as they were considered. */
export type ShownStep = {
  readonly kind: 'single' | 'race';
  readonly hedgeAfterMs?: number;
  readonly targets: readonly { readonly id: string; readonly target: ExplainedTarget | undefined }[];
};

/** The name of a target in the steps: `provider/model@providerKeyId`. */
export function idOf({ provider, model, providerKeyId }: ExplainedTarget): string {
  return providerKeyId === undefined ? `${provider}/${model}` : `${provider}/${model}@${providerKeyId}`;
}

/** The steps in their order, each target with what was expected of it. */
export function shownSteps({ steps, explanation }: Explained): readonly ShownStep[] {
  const byId = new Map(explanation.considered.map((each) => [idOf(each), each]));
  return steps.map(({ kind, targets, hedgeAfterMs }) => ({
    kind,
    ...(hedgeAfterMs === undefined ? {} : { hedgeAfterMs }),
    targets: targets.map((id) => ({ id, target: byId.get(id) })),
  }));
}

/** Those that were left out, each with its reason. */
export function leftOut({ explanation }: Explained): readonly ExplainedTarget[] {
  return explanation.considered.filter(({ excluded }) => excluded !== undefined);
}
