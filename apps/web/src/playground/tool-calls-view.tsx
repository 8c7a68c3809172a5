'use client';
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Field } from '../ui/field.tsx';
import { TextArea } from '../ui/input.tsx';
import type { ToolCall } from './conversation.ts';

/** Arguments as a model wrote them, in lines where they are JSON. */
function pretty(written: string): string {
  try {
    return JSON.stringify(JSON.parse(written), null, 2);
  } catch {
    return written;
  }
}

function Results({
  open,
  onResults,
}: {
  readonly open: readonly ToolCall[];
  readonly onResults: (results: Readonly<Record<string, string>>) => void;
}) {
  const [results, setResults] = useState<Readonly<Record<string, string>>>({});
  const isWhole = open.every(({ id }) => (results[id] ?? '').trim() !== '');
  return (
    <form
      className="grid grid-cols-1 gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) onResults(results);
      }}
    >
      {open.map(({ id, name }) => (
        <Field key={id} label={`What ${name} answered`}>
          <TextArea
            className="min-h-14 font-mono text-sm"
            spellCheck={false}
            placeholder='{"temperature": 21}'
            value={results[id] ?? ''}
            onChange={(event) => setResults({ ...results, [id]: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
        </Field>
      ))}
      <div>
        <Button type="submit" size="sm" look="primary" disabled={!isWhole}>
          Continue
        </Button>
      </div>
    </form>
  );
}

/** The tools that a model called, with their arguments; where results are waited for, fields to enter them. */
export function ToolCallsView({
  calls,
  open,
  onResults,
}: {
  readonly calls: readonly ToolCall[];
  readonly open: readonly ToolCall[];
  readonly onResults: (results: Readonly<Record<string, string>>) => void;
}) {
  return (
    <div className="grid grid-cols-1 gap-2.5">
      {calls.map(({ id, name, arguments: written }) => (
        <div key={id} className="grid grid-cols-1 gap-1.5">
          <p className="inline-flex items-center gap-1.5 text-sm">
            <Wrench className="size-3.5 text-quiet" aria-hidden="true" />
            Calls <code>{name}</code>
          </p>
          <CodeBlock label={id} code={pretty(written)} />
        </div>
      ))}
      {open.length > 0 && <Results open={open} onResults={onResults} />}
    </div>
  );
}
