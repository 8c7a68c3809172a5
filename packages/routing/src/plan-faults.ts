import type { z } from 'zod';
import { targetNodesOf } from './nodes-of.ts';
import { routePlan } from './route-plan.ts';

/** A place of a plan that is wrong: `path` as in `strategy.children.0.model`, empty for the plan as a whole. */
export type PlanFault = { readonly path: string; readonly message: string };

/** Of a plan as JSON. Every gateway holds all plans of a project in memory. */
export const planBytesMax = 65_536;
/** Target nodes of a plan: a decision looks at each of them. */
export const planTargetsMax = 100;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const article = (noun: string) => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

function typeWords({ expected, message }: { expected: string; message: string }): string {
  const noun = expected === 'int' ? 'whole number' : expected === 'record' ? 'object' : expected;
  return message.endsWith('received undefined') ? 'must be given' : `must be ${article(noun)}`;
}

function sizeWords(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string') return `must have ${bound} ${size} characters`;
  return origin === 'array' ? `must have ${bound} ${size} entries` : `must be ${bound} ${size}`;
}

function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords(issue);
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return sizeWords(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return issue.message.startsWith('Too big') ? sizeWords(issue.origin, 'at most', issue.maximum) : issue.message;
    default:
      return issue.message;
  }
}

type Found = { readonly path: Path; readonly message: string };

const depthOf = (found: readonly Found[]) => Math.max(...found.map(({ path }) => path.length));

/** The branch that was meant: the one that was followed furthest, then the one with the least to mend. */
function meantBranch(branches: readonly (readonly Found[])[], depth: number): readonly Found[] | undefined {
  const [first] = branches.toSorted((a, b) => depthOf(b) - depthOf(a) || a.length - b.length);
  return first !== undefined && depthOf(first) > depth ? first : undefined;
}

function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: Path): readonly Found[] {
  if (issue.errors.length === 0) {
    const options = 'options' in issue && Array.isArray(issue.options) ? `one of ${issue.options.join(', ')}` : 'known';
    return [{ path, message: `must be ${options}` }];
  }
  const branches = issue.errors.map((inner) => inner.flatMap((each) => faultsOfIssue(each, path)));
  const meant = meantBranch(branches, path.length);
  if (meant !== undefined) return meant;
  const words = new Set(branches.flat().map(({ message }) => message));
  return [{ path, message: [...words].join(', or ') }];
}

function faultsOfIssue(issue: Issue, above: Path = []): readonly Found[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is no field here' }));
    case 'invalid_union':
      return unionFaults(issue, path);
    default:
      return [{ path, message: wordsOf(issue) }];
  }
}

/** What `error` says, place by place and in words; of a choice between shapes, what is wrong with the one that was meant. */
export function faultsOf(error: z.core.$ZodError): readonly PlanFault[] {
  const found = error.issues.flatMap((issue) => faultsOfIssue(issue));
  return found.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
}

/**
 * What is wrong with a plan as it is written; none where it may be published. Also for editors, before anything is sent.
 * `plan` must not be nested deeper than the stack bears.
 */
export function planFaults(plan: unknown): readonly PlanFault[] {
  const parsed = routePlan.safeParse(plan);
  if (!parsed.success) return faultsOf(parsed.error);
  const bytes = new TextEncoder().encode(JSON.stringify(plan)).length;
  if (bytes > planBytesMax) {
    return [{ path: '', message: `is ${bytes} bytes of JSON; a plan has at most ${planBytesMax}` }];
  }
  const targets = targetNodesOf(parsed.data.strategy).length;
  if (targets <= planTargetsMax) return [];
  return [{ path: 'strategy', message: `has ${targets} targets; a plan has at most ${planTargetsMax}` }];
}
