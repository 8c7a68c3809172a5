'use client';
import { Combobox } from '../ui/combobox.tsx';
import { AnswerView } from './answer-view.tsx';
import { ColumnStart } from './column-start.tsx';
import { openToolCalls, type Turn } from './conversation.ts';
import { ResultsView } from './results-view.tsx';
import type { ShownAs } from './shown-as.ts';
import type { Column } from './use-calls.ts';
import { useEndInView } from './use-end-in-view.ts';
import type { PlaygroundState } from './use-playground.ts';
import { UserTurnView } from './user-turn-view.tsx';

type Props = { readonly column: Column; readonly state: PlaygroundState; readonly view: ShownAs };

function TurnView({ turn, isLast, props }: { readonly turn: Turn; readonly isLast: boolean; readonly props: Props }) {
  const { column, state, view } = props;
  switch (turn.kind) {
    case 'user':
      return <UserTurnView turn={turn} />;
    case 'results':
      return <ResultsView results={turn.results} />;
    case 'answer': {
      const open = isLast ? openToolCalls(state.draft.conversations[column]) : [];
      return (
        <AnswerView
          turn={turn}
          view={view}
          open={open}
          {...(isLast && !state.isBusy ? { onAgain: () => state.again(column) } : {})}
          onResults={(results) => state.answerTools(column, results)}
        />
      );
    }
  }
}

/** One model and the conversation with it. */
export function ColumnView(props: Props) {
  const { column, state } = props;
  const { draft, models, modelOf, choose } = state;
  const conversation = draft.conversations[column];
  const model = modelOf(column);
  const { box, list } = useEndInView();
  const name = column === 0 ? 'Model' : 'Second model';
  const isListed = models.choices.some(({ value }) => value === model);
  return (
    <section
      aria-label={`Conversation with ${model}`}
      className="flex min-h-72 min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface lg:min-h-0"
    >
      <header className="grid gap-1 border-b border-line p-2">
        <Combobox
          label={name}
          search="Search models, or type a name"
          choices={isListed ? models.choices : [{ value: model, label: model }, ...models.choices]}
          value={model}
          onChange={(next) => choose(column, next)}
          onOther={(next) => choose(column, next)}
        />
      </header>
      <section
        ref={box}
        aria-label={`What was said with ${model}`}
        className="min-h-0 flex-1 overflow-y-auto px-4 py-4"
      >
        {conversation.length === 0 && <ColumnStart state={state} isFirst={column === 0} />}
        <ol ref={list} className="grid grid-cols-1 gap-5">
          {conversation.map((turn, at) => (
            <li key={`${turn.kind}-${at + 1}`} className="min-w-0">
              <TurnView turn={turn} isLast={at === conversation.length - 1} props={props} />
            </li>
          ))}
        </ol>
      </section>
    </section>
  );
}
