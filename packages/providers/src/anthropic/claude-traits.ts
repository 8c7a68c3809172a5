import type { Effort } from '@weir/protocol/canonical/chat-request';
import type { Feature } from '@weir/protocol/canonical/features';
import type { MessagesQuirks } from '@weir/protocol/dialects/messages/encode-request';

/** What a Claude takes that others of its line do not. */
export type ClaudeTraits = {
  readonly lacks: ReadonlySet<Feature>;
  readonly quirks: Pick<MessagesQuirks, 'efforts' | 'thinkingOff'>;
  /** Absent: by the catalogue. */
  readonly reasons?: boolean;
};

/** `opus` 4.7 as 407; the names of all hosts hold family and version, in either order before 4. */
function versionOf(model: string): { readonly family: string; readonly version: number } | undefined {
  const late = /claude-(opus|sonnet|haiku|fable|mythos)-(\d)(?:[-.](\d{1,2}))?(?!\d)/.exec(model);
  const early = /claude-(?:instant-)?v?(\d)(?:[-.](\d))?(?:-(opus|sonnet|haiku))?/.exec(model);
  if (late !== null) return { family: late[1] ?? '', version: Number(late[2]) * 100 + Number(late[3] ?? 0) };
  if (early === null) return undefined;
  return { family: early[3] ?? '', version: Number(early[1]) * 100 + Number(early[2] ?? 0) };
}

const sampling: readonly Feature[] = ['temperature', 'top_p', 'top_k'];
const structured: readonly Feature[] = ['output_schema', 'tool_strict'];
const allEfforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

/** Structured outputs came with 4.5 and Opus 4.1. */
function structures(family: string, version: number): boolean {
  return version >= 405 || (family === 'opus' && version === 401);
}

/** Fable, and all from 5.5 on, always think and refuse a forced call of a tool beside it. */
function alwaysThinks(family: string, version: number): boolean {
  return family === 'fable' || family === 'mythos' || version >= 505;
}

/**
 * By https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking, .../effort, .../structured-outputs and the
 * migration guides of Opus 4.7, 5 and 5.5: from 4.6 on thinking goes by effort, from Opus 4.7 on there is no sampling,
 * from 5 on thinking is on by itself, from 5.5 on it cannot be switched off. A name that tells no version is taken for a
 * late model's without its refusals.
 */
export function claudeTraits(model: string): ClaudeTraits {
  const known = versionOf(model);
  if (known === undefined) return { lacks: new Set(), quirks: {} };
  const { family, version } = known;
  const always = alwaysThinks(family, version);
  const lacks: Feature[] = version >= 406 ? ['reasoning_budget'] : ['reasoning_effort'];
  if (version >= 407) lacks.push(...sampling);
  if (!structures(family, version)) lacks.push(...structured);
  if (always) lacks.push('tool_choice_required', 'tool_choice_one');
  return {
    lacks: new Set(lacks),
    quirks: {
      efforts: version >= 407 ? allEfforts : allEfforts.filter((effort) => effort !== 'xhigh'),
      thinkingOff: always ? 'never' : version >= 406 && version < 500 ? 'leave' : 'say',
    },
    ...(version < 307 ? { reasons: false } : {}),
  };
}
