'use client';
import { useAnalytics } from '../analytics/provider.tsx';
import { snippetsFor } from '../get-started/snippets.ts';
import { useHref } from '../shell/project.ts';
import { useMay, useViewer } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useListState } from './use-list-state.ts';

function FirstCall() {
  const { gatewayUrl } = useViewer();
  const href = useHref();
  const mayWriteKeys = useMay('gateway_key.write');
  const block = snippetsFor({ gatewayUrl, key: undefined })[0]?.blocks[0];
  return (
    <EmptyState
      title="No calls in this time"
      actions={
        mayWriteKeys ? (
          <ButtonLink look="primary" href={href('get-started')}>
            Get started
          </ButtonLink>
        ) : undefined
      }
    >
      <p>Each call through the gateway stands here within seconds of its end, with its receipt. This makes one:</p>
      {block !== undefined && <CodeBlock label={block.label} code={block.code} />}
    </EmptyState>
  );
}

/** Stands where there are no calls: with filters what to change, without any the call that makes a first line. */
export function CallsEmpty() {
  const { state, set } = useAnalytics();
  const [list, setList] = useListState();
  const narrowed = Object.keys({ ...state.only, ...state.without }).filter((name) => name !== 'project').length > 0;
  const isNarrow =
    narrowed ||
    list.errorsOnly ||
    list.search !== '' ||
    list.minUsd !== undefined ||
    list.streaming !== undefined ||
    list.errorCode !== undefined;
  if (!isNarrow) return <FirstCall />;
  const { project = [] } = state.only;
  const clear = () => {
    setList({ search: '', minUsd: undefined, errorsOnly: false, streaming: undefined, errorCode: undefined });
    set({ only: project.length === 0 ? {} : { project }, without: {} });
  };
  return (
    <EmptyState title="No calls with these filters" actions={<Button onClick={clear}>Clear the filters</Button>}>
      <p>No call of this time has all of what the filters ask for. Take one away, or look at a longer time.</p>
    </EmptyState>
  );
}
