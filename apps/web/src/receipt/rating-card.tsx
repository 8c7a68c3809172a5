'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { useToast } from '../ui/toast.tsx';

const choices = [
  { score: 1, words: 'Good answer', icon: ThumbsUp },
  { score: 0, words: 'Bad answer', icon: ThumbsDown },
] as const;

function saidWords(score: number | null | undefined): string {
  if (score === 1) return 'Rated good.';
  if (score === 0) return 'Rated bad.';
  return score === null || score === undefined ? 'Not rated yet.' : `Rated ${score} of 1.`;
}

/** What was last said of an answer that a smart route chose, and the way to say it. */
export function RatingCard({ callId }: { readonly callId: string }) {
  const api = useTRPC();
  const queries = useQueryClient();
  const show = useToast();
  const mayRate = useMay('route.write');
  const { data } = useQuery(api.calls.rating.queryOptions({ callId }));
  const rate = useMutation(
    api.calls.rate.mutationOptions({
      onSuccess: ({ score }) => queries.setQueryData(api.calls.rating.queryKey({ callId }), { score }),
      onError: (error) => show({ kind: 'bad', title: 'The rating was not kept', detail: refusalOf(error).message }),
    }),
  );
  return (
    <Card title="Rating">
      <div className="grid gap-2.5 print:hidden">
        <p className="text-sm text-quiet" role="status">
          {saidWords(data?.score)} Ratings teach the project's smart routes which model is good enough for what.
        </p>
        {mayRate && (
          <div className="flex flex-wrap gap-1.5">
            {choices.map(({ score, words, icon: Icon }) => (
              <Button
                key={score}
                size="sm"
                look={data?.score === score ? 'primary' : 'default'}
                aria-pressed={data?.score === score}
                pending={rate.isPending && rate.variables.score === score}
                onClick={() => rate.mutate({ callId, score })}
              >
                <Icon aria-hidden="true" className="size-3.5" />
                {words}
              </Button>
            ))}
          </div>
        )}
      </div>
    </Card>
  );
}
