import { errorCatalogue } from '@weir/protocol/errors';
import Link from 'next/link';
import { Notice } from '../ui/notice.tsx';
import type { AnswerError } from './conversation.ts';

/** Why there is no answer: the words of whoever refused, and where more is said of it. */
export function AnswerFailure({ error: { code, message } }: { readonly error: AnswerError }) {
  const isOurs = code in errorCatalogue;
  return (
    <Notice kind="bad" title={isOurs ? 'The gateway could not answer' : 'The call failed'}>
      {message === '' ? 'No reason was given.' : message}{' '}
      {isOurs ? (
        <Link href={`/docs/gateway/errors#${code}`} className="link whitespace-nowrap">
          About {code}
        </Link>
      ) : (
        <code className="text-quiet">{code}</code>
      )}
    </Notice>
  );
}
