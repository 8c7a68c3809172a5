'use client';
import clsx from 'clsx';
import { AlignLeft } from 'lucide-react';
import { memo, useId, useMemo, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import type { TextPlace } from './json-places.ts';
import { type JsonToken, jsonTokens } from './json-tokens.ts';
import { sentence } from './remark.ts';

/** Something to say about a place in the text. */
export type TextRemark = {
  readonly path: string;
  readonly message: string;
  readonly tone: 'bad' | 'warn';
  readonly place: TextPlace;
};

const colours: Readonly<Record<JsonToken['kind'], string>> = {
  name: 'text-accent',
  text: 'text-text',
  value: 'text-info',
  mark: 'text-quiet',
};

/** Of a line, as `leading-5` has it. */
const lineRem = 1.25;
const padRem = 0.5;

const Coloured = memo(function Coloured({ text }: { readonly text: string }) {
  const tokens = useMemo(() => jsonTokens(text), [text]);
  return tokens.map((token, at) => (
    <span key={`${at + 1}`} className={colours[token.kind]}>
      {token.text}
    </span>
  ));
});

function Gutter({ lines, tones }: { readonly lines: number; readonly tones: ReadonlyMap<number, 'bad' | 'warn'> }) {
  return (
    <div
      aria-hidden="true"
      className="sticky left-0 z-10 col-start-1 row-start-1 min-w-10 border-r border-line bg-sunken py-2 pr-2 pl-2 text-right text-faint tabular select-none"
    >
      {Array.from({ length: lines }, (_, at) => at + 1).map((line) => {
        const tone = tones.get(line);
        return (
          <div
            key={line}
            className={clsx(
              'h-5',
              tone === 'bad' && '-mx-2 bg-bad-soft px-2 font-semibold text-bad',
              tone === 'warn' && 'text-warn',
            )}
          >
            {line}
          </div>
        );
      })}
    </div>
  );
}

function tonesOf(remarks: readonly TextRemark[]): ReadonlyMap<number, 'bad' | 'warn'> {
  const tones = new Map<number, 'bad' | 'warn'>();
  for (const { place, tone } of remarks) if (tones.get(place.line) !== 'bad') tones.set(place.line, tone);
  return tones;
}

function Remarks({
  id,
  remarks,
  onJump,
}: {
  readonly id: string;
  readonly remarks: readonly TextRemark[];
  readonly onJump: (place: TextPlace) => void;
}) {
  if (remarks.length === 0) return null;
  return (
    <ul
      id={id}
      aria-label="What there is to say about the JSON"
      className="max-h-40 overflow-y-auto border-t border-line"
    >
      {remarks.map((remark) => (
        <li key={`${remark.path} ${remark.message}`}>
          <button
            type="button"
            className="flex w-full items-baseline gap-2 px-3 py-1.5 text-left text-xs hover:bg-hover focus-visible:outline-offset-[-2px]"
            onClick={() => onJump(remark.place)}
          >
            <span className={clsx('shrink-0 font-medium tabular', remark.tone === 'bad' ? 'text-bad' : 'text-warn')}>
              Line {remark.place.line}
            </span>
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {remark.path !== '' && <code className="text-quiet">{remark.path} </code>}
              {sentence(remark.message)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The plan as JSON: numbered lines, marks where something is wrong, and a list that goes there. */
export function JsonEditor({
  text,
  remarks,
  isReadOnly,
  onType,
  onTidy,
}: {
  readonly text: string;
  readonly remarks: readonly TextRemark[];
  readonly isReadOnly: boolean;
  readonly onType: (text: string) => void;
  readonly onTidy: () => void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLElement>(null);
  const tones = useMemo(() => tonesOf(remarks), [remarks]);
  const isBroken = remarks.some(({ tone }) => tone === 'bad');
  const jump = ({ offset, line }: TextPlace) => {
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(offset, offset);
    const lines = box.current?.querySelector('pre')?.offsetHeight ?? 0;
    box.current?.scrollTo({ top: (lines / text.split('\n').length) * (line - 4) });
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex h-9 shrink-0 items-center justify-between border-b border-line pr-1 pl-3 text-xs text-quiet">
        <span>The plan as JSON</span>
        <span className="flex items-center">
          {!isReadOnly && (
            <Button size="sm" look="quiet" onClick={onTidy} title="Written anew from the form, in its usual shape">
              <AlignLeft className="size-3.5" aria-hidden="true" />
              Tidy
            </Button>
          )}
          <CopyButton text={text} label="Copy the JSON" />
        </span>
      </div>
      <section
        ref={box}
        aria-label="JSON"
        className="relative grid min-h-48 flex-1 grid-cols-[auto_minmax(max-content,1fr)] overflow-auto font-mono text-xs leading-5 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:-outline-offset-2 has-[textarea:focus-visible]:outline-accent"
      >
        <Gutter lines={text.split('\n').length} tones={tones} />
        {[...tones].map(([line, tone]) => (
          <span
            key={line}
            aria-hidden="true"
            className={clsx('col-start-2 row-start-1 h-5 self-start', tone === 'bad' ? 'bg-bad-soft' : 'bg-warn-soft')}
            style={{ marginTop: `${padRem + (line - 1) * lineRem}rem` }}
          />
        ))}
        <pre
          aria-hidden="true"
          className="pointer-events-none relative col-start-2 row-start-1 py-2 pr-6 pl-3 text-[length:inherit] whitespace-pre"
        >
          <Coloured text={text} />
          {'\n'}
        </pre>
        <textarea
          ref={area}
          aria-label="Plan as JSON"
          aria-invalid={isBroken || undefined}
          aria-describedby={remarks.length === 0 ? undefined : id}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          readOnly={isReadOnly}
          wrap="off"
          className="relative col-start-2 row-start-1 size-full resize-none overflow-hidden bg-transparent py-2 pr-6 pl-3 font-mono whitespace-pre text-text caret-text outline-none [-webkit-text-fill-color:transparent]"
          value={text}
          onChange={(event) => onType(event.target.value)}
        />
      </section>
      <Remarks id={id} remarks={remarks} onJump={jump} />
    </div>
  );
}
