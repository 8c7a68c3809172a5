'use client';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';

export type ToastMessage = {
  readonly kind?: 'good' | 'bad';
  readonly title: string;
  readonly detail?: string;
  /** Such as undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
};

type Shown = ToastMessage & { readonly id: number };

const Context = createContext<(message: ToastMessage) => void>(() => undefined);

/** Shows what came of an action, in a corner, for a few seconds. */
export function useToast(): (message: ToastMessage) => void {
  return use(Context);
}

function Toast({ message, onGone }: { readonly message: Shown; readonly onGone: () => void }) {
  const isBad = message.kind === 'bad';
  const Icon = isBad ? CircleAlert : CircleCheck;
  return (
    <Radix.Root
      duration={isBad ? 10_000 : 5_000}
      type={isBad ? 'foreground' : 'background'}
      onOpenChange={(open) => !open && onGone()}
      className="flex items-start gap-2.5 rounded-lg border border-line bg-raised p-3 text-sm shadow-raised pop"
    >
      <Icon aria-hidden="true" className={isBad ? 'mt-0.5 size-4 text-bad' : 'mt-0.5 size-4 text-good'} />
      <div className="grid flex-1 gap-0.5">
        <Radix.Title className="font-medium">{message.title}</Radix.Title>
        {message.detail !== undefined && <Radix.Description className="text-quiet">{message.detail}</Radix.Description>}
      </div>
      {message.action !== undefined && (
        <Radix.Action altText={message.action.label} onClick={message.action.run} className="link font-medium">
          {message.action.label}
        </Radix.Action>
      )}
      <Radix.Close aria-label="Dismiss" className="rounded-sm p-0.5 text-quiet hover:text-text">
        <X className="size-3.5" aria-hidden="true" />
      </Radix.Close>
    </Radix.Root>
  );
}

/** The corner in which messages appear. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Shown[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setMessages((before) => [...before, { ...message, id: (before.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const remove = useCallback((id: number) => setMessages((before) => before.filter((each) => each.id !== id)), []);
  return (
    <Context value={show}>
      <Radix.Provider swipeDirection="right">
        {children}
        {messages.map((message) => (
          <Toast key={message.id} message={message} onGone={() => remove(message.id)} />
        ))}
        <Radix.Viewport className="fixed right-0 bottom-0 z-[60] grid w-[min(400px,100vw)] gap-2 p-4 outline-none" />
      </Radix.Provider>
    </Context>
  );
}
