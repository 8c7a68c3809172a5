'use client';
import clsx from 'clsx';
import { CircleAlert, Search, X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { none } from '../analytics/dimensions.ts';
import { formatUsd } from '../format/money.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { controlClasses, Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { isIdStart, isUsdAmount } from './list-state.ts';
import { useListState } from './use-list-state.ts';

const pressed = 'border-accent! bg-accent-soft! text-accent';

function ErrorsOnly() {
  const [{ errorsOnly }, set] = useListState();
  return (
    <Button
      size="sm"
      aria-pressed={errorsOnly}
      title="Calls that failed, were cut short or refused"
      className={clsx(errorsOnly && pressed)}
      onClick={() => set({ errorsOnly: !errorsOnly })}
    >
      <CircleAlert aria-hidden="true" className="size-3.5" />
      Errors only
    </Button>
  );
}

/** The one error that calls must have ended with, to be removed; it is chosen on other pages. */
function OneError() {
  const [{ errorCode }, set] = useListState();
  if (errorCode === undefined) return null;
  return (
    <Button
      size="sm"
      aria-label={`Remove filter: error is ${errorCode === none ? 'none' : errorCode}`}
      className={pressed}
      onClick={() => set({ errorCode: undefined })}
    >
      {errorCode === none ? 'Without an error' : <code>{errorCode}</code>}
      <X aria-hidden="true" className="size-3.5" />
    </Button>
  );
}

const streamingChoices = [
  { value: '', label: 'Streamed or not' },
  { value: 'yes', label: 'Streamed' },
  { value: 'no', label: 'Not streamed' },
];

function Streaming() {
  const [{ streaming }, set] = useListState();
  return (
    <SelectBox
      size="sm"
      className={clsx('w-40', streaming !== undefined && '[&>select]:border-accent [&>select]:bg-accent-soft')}
      aria-label="Streaming"
      choices={streamingChoices}
      value={streaming === undefined ? '' : streaming ? 'yes' : 'no'}
      onChange={({ target }) => set({ streaming: target.value === '' ? undefined : target.value === 'yes' })}
    />
  );
}

function MinCostForm({ onDone }: { readonly onDone: () => void }) {
  const [{ minUsd }, set] = useListState();
  const [text, setText] = useState(minUsd ?? '');
  const isRight = text === '' || isUsdAmount(text);
  return (
    <form
      className="grid w-56 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRight) return;
        set({ minUsd: text === '' ? undefined : text });
        onDone();
      }}
    >
      <Field
        label="At least, in USD"
        help="Calls with an attempt that cost so much. Empty shows all."
        error={isRight ? undefined : 'Must be an amount such as 0.05.'}
      >
        <Input inputMode="decimal" value={text} onChange={({ target }) => setText(target.value.trim())} />
      </Field>
      <Button type="submit" look="primary" size="sm">
        Show these calls
      </Button>
    </form>
  );
}

function MinCost() {
  const [{ minUsd }] = useListState();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label="Lowest cost"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" className={clsx(minUsd !== undefined && pressed)}>
          {minUsd === undefined ? 'Lowest cost' : `From ${formatUsd(minUsd)}`}
        </Button>
      }
    >
      <MinCostForm onDone={() => setOpen(false)} />
    </Popover>
  );
}

const typingMs = 250;

function IdSearch() {
  const [{ search }, set] = useListState();
  const [text, setText] = useState(search);
  const id = useId();
  const trimmed = text.trim();
  const isRight = trimmed === '' || isIdStart(trimmed);
  useEffect(() => {
    if (!isRight || trimmed.toLowerCase() === search) return;
    const timer = setTimeout(() => set({ search: trimmed }), typingMs);
    return () => clearTimeout(timer);
  }, [trimmed, isRight, search, set]);
  return (
    <span className="relative inline-flex">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-faint"
      />
      <input
        id={id}
        aria-label="Find by the id of the call"
        aria-invalid={!isRight}
        aria-describedby={isRight ? undefined : `${id}-wrong`}
        placeholder="Id of a call"
        className={clsx(controlClasses, 'h-7 w-40! pr-7 pl-7! font-mono text-xs!')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {text !== '' && (
        <button
          type="button"
          aria-label="Clear the id"
          className="absolute top-0 right-0 grid size-7 place-items-center text-quiet hover:text-text"
          onClick={() => {
            setText('');
            set({ search: '' });
          }}
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      )}
      {!isRight && (
        <span
          id={`${id}-wrong`}
          role="alert"
          className="absolute top-full left-0 z-20 mt-1 text-xs whitespace-nowrap text-bad"
        >
          Ids have the digits 0 to 9 and a to f.
        </span>
      )}
    </span>
  );
}

/** What narrows the list of calls by itself. */
export function ListControls() {
  return (
    <>
      <ErrorsOnly />
      <OneError />
      <Streaming />
      <MinCost />
      <IdSearch />
    </>
  );
}
