'use client';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { setUrlFields } from '../client/url-field.ts';
import { useOrganization, type ViewerProject } from '../shell/viewer.tsx';
import {
  type Answer,
  asked,
  askedAgain,
  type Conversation,
  isStreaming,
  openToolCalls,
  withAnswer,
} from './conversation.ts';
import { type Draft, draftKey } from './draft.ts';
import { defaultModel } from './model-choices.ts';
import { areSendable, type Parameters, parameterQuery, readParameters } from './parameters.ts';
import { type ChatRequest, toRequest } from './to-request.ts';
import { readTools } from './tools.ts';
import { type Column, useCalls } from './use-calls.ts';
import { useDraft } from './use-draft.ts';
import { useModels } from './use-models.ts';

function put(draft: Draft, column: Column, conversation: Conversation): Draft {
  const [first, second] = draft.conversations;
  return { ...draft, conversations: column === 0 ? [conversation, second] : [first, conversation] };
}

/** Why nothing can be sent now; undefined where it can. */
function obstacleOf(draft: Draft, parameters: Parameters, shown: readonly Conversation[]): string | undefined {
  if ('fault' in readTools(draft.tools)) return 'The tools have a fault.';
  if (!areSendable(parameters)) return 'A parameter has a fault.';
  if (shown.some((each) => openToolCalls(each).length > 0)) return 'A model waits for what its tool answered.';
  return undefined;
}

/** The two models of the page's URL, the second one where models are compared. */
function useChosenModels(): readonly string[] {
  const query = useSearchParams();
  const [first, second] = [query.get('model') ?? defaultModel, query.get('with')];
  return useMemo(() => (second === null ? [first] : [first, second]), [first, second]);
}

/** All of the playground: what is chosen, written and said, and what can be done. */
export function usePlayground(project: ViewerProject) {
  const { slug, id } = useOrganization();
  const query = useSearchParams();
  const models = useChosenModels();
  const parameters = useMemo(() => readParameters(new URLSearchParams(query)), [query]);
  const known = useModels(project.id);
  const [draft, setDraft, isReady] = useDraft(draftKey(id, project.id));
  const calls = useCalls({ organization: slug, projectId: project.id });
  const shown = draft.conversations.slice(0, models.length);

  const requestOf = (column: Column, conversation: Conversation): ChatRequest => {
    const model = models[column] ?? defaultModel;
    const read = readTools(draft.tools);
    const tools = 'tools' in read ? read.tools : [];
    return toRequest(model, conversation, {
      system: draft.system,
      parameters,
      tools,
      toolChoice: draft.toolChoice,
    });
  };

  const run = (column: Column, conversation: Conversation) => {
    setDraft((before) => put(before, column, conversation));
    const onAnswer = (answer: Answer) => {
      setDraft((before) => put(before, column, withAnswer(before.conversations[column], answer)));
    };
    calls.run(column, { request: requestOf(column, conversation), onAnswer });
  };

  const modelOf = (column: Column) => models[column] ?? defaultModel;
  const columns: readonly Column[] = models.length === 1 ? [0] : [0, 1];
  const text = draft.prompt.trim();
  const obstacle = obstacleOf(draft, parameters, shown);
  const isBusy = shown.some(isStreaming);

  return {
    project,
    columns,
    modelOf,
    models: known,
    parameters,
    draft,
    isReady,
    isBusy,
    obstacle,
    canSend: isReady && !isBusy && obstacle === undefined && (text !== '' || draft.images.length > 0),
    requestOf,
    change: (fields: Partial<Omit<Draft, 'conversations'>>) => setDraft((before) => ({ ...before, ...fields })),
    changeParameter: (name: keyof Parameters, value: string) => setUrlFields(parameterQuery(name, value)),
    choose(column: Column, model: string) {
      if (column === 0) setUrlFields({ model: model === defaultModel ? undefined : model });
      else setUrlFields({ with: model });
    },
    compare(isOn: boolean) {
      if (!isOn) calls.drop(1);
      setUrlFields({ with: isOn ? modelOf(0) : undefined });
    },
    send() {
      const turn = { kind: 'user', text, images: draft.images } as const;
      for (const column of columns) run(column, asked(draft.conversations[column], turn, modelOf(column)));
      setDraft((before) => ({ ...before, prompt: '', images: [] }));
    },
    again: (column: Column) => run(column, askedAgain(draft.conversations[column], modelOf(column))),
    answerTools(column: Column, results: Readonly<Record<string, string>>) {
      run(column, asked(draft.conversations[column], { kind: 'results', results }, modelOf(column)));
    },
    stop: calls.stop,
    clear() {
      for (const column of columns) calls.drop(column);
      setDraft((before) => ({ ...before, conversations: [[], []] }));
    },
  };
}

export type PlaygroundState = ReturnType<typeof usePlayground>;
