'use client';
import { CalendarRange } from 'lucide-react';
import { useState } from 'react';
import { formatTime } from '../format/time.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Popover } from '../ui/popover.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useAnalytics } from './provider.tsx';
import { type RangeName, rangeNames } from './range.ts';
import { momentOf, shownAt } from './zone.ts';

const choices = rangeNames.map((value) => ({ value, label: value }));
const inputDigits = 'YYYY-MM-DDTHH:MM'.length;

/** What the clocks show at an instant, as an input of date and time holds it. */
function toInput(atMs: number, timeZone: string): string {
  return new Date(shownAt(atMs, timeZone)).toISOString().slice(0, inputDigits);
}

function fromInput(text: string, timeZone: string): number {
  return momentOf(Date.parse(`${text}Z`), timeZone);
}

function CustomRange({ onDone }: { readonly onDone: () => void }) {
  const { span, timeZone, set } = useAnalytics();
  const [from, setFrom] = useState(() => toInput(span.fromMs, timeZone));
  const [to, setTo] = useState(() => toInput(span.toMs, timeZone));
  const [fromMs, toMs] = [fromInput(from, timeZone), fromInput(to, timeZone)];
  const isRight = fromMs < toMs;
  return (
    <form
      className="grid w-64 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRight) return;
        set({ range: { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() } });
        onDone();
      }}
    >
      <Field label="From">
        <Input
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          step={900}
          required
        />
      </Field>
      <Field
        label="To"
        help={`Times of ${timeZone}, in quarters of an hour.`}
        error={isRight ? undefined : 'Must be later than from.'}
      >
        <Input type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} step={900} required />
      </Field>
      <Button type="submit" look="primary" size="sm">
        Show this time
      </Button>
    </form>
  );
}

/** The span that the page shows: up to now, or between two moments. */
export function RangePicker() {
  const { state, span, timeZone, set } = useAnalytics();
  const [open, setOpen] = useState(false);
  const isCustom = typeof state.range !== 'string';
  const at = (ms: number) => formatTime(new Date(ms).toISOString(), timeZone, 'hour');
  return (
    <>
      <Segmented<RangeName | 'custom'>
        label="Range"
        choices={choices}
        value={typeof state.range === 'string' ? state.range : 'custom'}
        onChange={(range) => range !== 'custom' && set({ range })}
      />
      <Popover
        label="Own range"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button size="sm" aria-label={isCustom ? `Range: ${at(span.fromMs)} to ${at(span.toMs)}` : 'Own range'}>
            <CalendarRange aria-hidden="true" className="size-3.5" />
            {isCustom && (
              <span className="tabular">
                {at(span.fromMs)} – {at(span.toMs)}
              </span>
            )}
          </Button>
        }
      >
        <CustomRange onDone={() => setOpen(false)} />
      </Popover>
    </>
  );
}
