'use client';
import type { RoutePlan } from '@weir/routing/route-plan';
import { usePlanEditor } from './editor-context.tsx';
import { withField } from './with-field.ts';

type ChangeField = <Name extends keyof RoutePlan>(name: Name, value: RoutePlan[Name], field?: string) => void;

/** Changes a field of the plan itself; `field` names the one in it that is typed in. */
export function usePlanField(): ChangeField {
  const { plan, edit } = usePlanEditor();
  return (name, value, field) =>
    edit({ do: 'plan', plan: withField(plan, name, value) }, field === undefined ? undefined : `${name}.${field}`);
}
