import { ImageIcon } from 'lucide-react';
import type { UserTurn } from './conversation.ts';

/** A picture of a prompt: those inside the request are shown, of others the address, since nothing is loaded from elsewhere. */
function Picture({ url }: { readonly url: string }) {
  if (url.startsWith('data:image/')) {
    return <img src={url} alt="Sent with the prompt" className="max-h-40 max-w-full rounded-md border border-line" />;
  }
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-md border border-line px-2 py-1 text-xs text-quiet">
      <ImageIcon className="size-3.5 shrink-0" aria-hidden="true" />
      <span className="truncate">{url}</span>
    </span>
  );
}

/** What was asked. */
export function UserTurnView({ turn: { text, images } }: { readonly turn: UserTurn }) {
  return (
    <div className="grid justify-items-start gap-2 rounded-lg bg-sunken px-3.5 py-2.5">
      <h2 className="text-xs font-medium text-quiet">You</h2>
      {text !== '' && <p className="max-w-full whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>}
      {images.map((url) => (
        <Picture key={url} url={url} />
      ))}
    </div>
  );
}
