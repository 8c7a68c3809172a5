import type { StreamEvent } from '@weir/protocol/canonical/stream-event';

type Choice = { opened: number; readonly open: Set<number>; finished: boolean };
type State = { started: boolean; ended: boolean; failed: boolean; readonly choices: Map<number, Choice> };

function choiceOf(state: State, number: number): Choice {
  const known = state.choices.get(number) ?? { opened: 0, open: new Set<number>(), finished: false };
  state.choices.set(number, known);
  return known;
}

function breach(event: StreamEvent, state: State): string | undefined {
  if (state.ended) return `${event.type} behind the end`;
  if (state.failed && event.type !== 'end') return `${event.type} behind an error`;
  if (event.type === 'start') return state.started ? 'a second start' : undefined;
  if (!state.started && event.type !== 'error') return `${event.type} before the start`;
  if (event.type === 'open') {
    const choice = choiceOf(state, event.choice);
    if (choice.finished) return 'a part opened behind the finish';
    return event.index === choice.opened ? undefined : `part ${event.index} opened after ${choice.opened} parts`;
  }
  if (event.type === 'delta' || event.type === 'close')
    return choiceOf(state, event.choice).open.has(event.index) ? undefined : `${event.type} of a part that is not open`;
  if (event.type === 'finish') {
    const choice = choiceOf(state, event.choice);
    if (choice.finished) return 'a second finish';
    return choice.open.size === 0 ? undefined : 'a finish with open parts';
  }
  return undefined;
}

function step(event: StreamEvent, state: State): void {
  if (event.type === 'start') state.started = true;
  if (event.type === 'error') state.failed = true;
  if (event.type === 'end') state.ended = true;
  if (event.type === 'open') {
    const choice = choiceOf(state, event.choice);
    choice.opened += 1;
    choice.open.add(event.index);
  }
  if (event.type === 'close') choiceOf(state, event.choice).open.delete(event.index);
  if (event.type === 'finish') choiceOf(state, event.choice).finished = true;
}

/** The first breach of what every decoder promises of its events; undefined where there is none. */
export function firstBreach(events: readonly StreamEvent[]): string | undefined {
  const state: State = { started: false, ended: false, failed: false, choices: new Map() };
  for (const [at, event] of events.entries()) {
    const told = breach(event, state);
    if (told !== undefined) return `event ${at}: ${told}`;
    step(event, state);
  }
  return undefined;
}
