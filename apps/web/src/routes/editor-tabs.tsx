'use client';
import clsx from 'clsx';
import { Tabs } from 'radix-ui';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useUrlField } from '../client/url-field.ts';

export type EditorTab = { readonly value: string; readonly label: string; readonly content: ReactNode };

const wide = '(min-width: 1024px)';

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(wide);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether form and panel stand side by side; not known before the page runs. */
function useIsWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(wide).matches,
    () => false,
  );
}

const form = 'form';

const triggerClasses =
  '-mb-px border-b-2 border-transparent px-0.5 py-2 text-sm font-medium whitespace-nowrap text-quiet hover:text-text focus-visible:outline-offset-[-2px]';

/**
 * The form, and one of several panels: side by side where there is room, else one at a time. Before the page runs styles
 * alone show the right ones, so that nothing jumps.
 */
export function EditorTabs({
  bar,
  content,
  tabs,
}: {
  /** Above the form. */
  readonly bar: ReactNode;
  readonly content: ReactNode;
  /** The first is the one beside the form where none is chosen. */
  readonly tabs: readonly EditorTab[];
}) {
  const [asked = form, setTab] = useUrlField('tab');
  const isWide = useIsWide();
  const [first] = tabs;
  const known = tabs.some(({ value }) => value === asked) ? asked : form;
  const value = isWide && known === form ? (first?.value ?? form) : known;
  const [seen, setSeen] = useState<readonly string[]>([]);
  if (!seen.includes(known)) setSeen([...seen, known]);
  const isFirst = (tab: string) => known === form && tab === first?.value;
  return (
    <Tabs.Root
      value={value}
      onValueChange={(next) => setTab(next === form ? undefined : next)}
      className="grid min-w-0 grid-cols-1 items-start gap-x-5 gap-y-3 lg:grid-cols-[minmax(0,1fr)_minmax(380px,42%)]"
    >
      <div className="flex min-h-9 min-w-0 flex-wrap items-center gap-2 lg:order-1">{bar}</div>
      <Tabs.List
        aria-label="Form and panels"
        className="flex min-w-0 gap-4 overflow-x-auto border-b border-line max-lg:order-first lg:order-2"
      >
        <Tabs.Trigger
          value={form}
          className={clsx(triggerClasses, 'data-[state=active]:border-accent data-[state=active]:text-text lg:hidden')}
        >
          Form
        </Tabs.Trigger>
        {tabs.map((tab) => (
          <Tabs.Trigger
            key={tab.value}
            value={tab.value}
            className={clsx(
              triggerClasses,
              'data-[state=active]:border-accent data-[state=active]:text-text',
              isFirst(tab.value) && 'lg:border-accent lg:text-text',
            )}
          >
            {tab.label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content
        forceMount
        value={form}
        className={clsx('min-w-0 focus-visible:outline-offset-4 lg:order-3', known !== form && 'max-lg:hidden')}
      >
        {content}
      </Tabs.Content>
      <div className="min-w-0 lg:sticky lg:top-16 lg:order-4">
        {tabs.map((tab) => (
          <Tabs.Content
            key={tab.value}
            forceMount
            value={tab.value}
            className={clsx(
              'min-w-0 focus-visible:outline-offset-4 lg:max-h-[calc(100dvh-8.5rem)] lg:overflow-y-auto',
              tab.value !== known && (isFirst(tab.value) ? 'max-lg:hidden' : 'hidden'),
            )}
          >
            {(tab.value === first?.value || seen.includes(tab.value)) && tab.content}
          </Tabs.Content>
        ))}
      </div>
    </Tabs.Root>
  );
}
