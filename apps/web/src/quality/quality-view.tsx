'use client';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '../format/number.ts';
import { useMay, type ViewerProject } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { GuaranteeCard } from './guarantee-card.tsx';
import type { Quality } from './quality-data.ts';
import { QualityDetails } from './quality-details.tsx';
import { type Looked, QualityMatrix } from './quality-matrix.tsx';
import { RateSnippet } from './rate-snippet.tsx';
import { ResetQualityDialog } from './reset-quality-dialog.tsx';

const ratings = (count: number) => `${formatCount(count)} ${count === 1 ? 'rating' : 'ratings'}`;

function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 text-xs text-quiet">
      <li className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="h-0.5 w-4 rounded-full bg-accent" />
        <span className="font-medium text-text">learnt</span> from this project’s ratings and the public result
      </li>
      <li className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="h-0.5 w-4 rounded-full bg-faint" />
        public result alone
      </li>
      <li>– nothing is known</li>
    </ul>
  );
}

/** What it rests on, and how old it is. */
function Head({ quality }: { readonly quality: Quality }) {
  const { labels, waiting, learntAt, resetAt, models } = quality;
  const rated = models.filter((model) => model.labels > 0).length;
  const of = `of ${formatCount(rated)} ${rated === 1 ? 'model' : 'models'}`;
  return (
    <>
      {labels === 0 ? (
        'No rating is learnt from yet: smart routes go by public results, and their receipts say so.'
      ) : (
        <>
          {ratings(labels)} {of}, last learnt from <Time at={learntAt} />.
        </>
      )}
      {waiting > 0 && ` ${ratings(waiting)} more ${waiting === 1 ? 'is' : 'are'} learnt from within a minute.`}
      {resetAt !== null && (
        <>
          {' '}
          All before was forgotten <Time at={resetAt} />.
        </>
      )}
    </>
  );
}

function RatingsCard({ isNew }: { readonly isNew: boolean }) {
  return (
    <Card
      title={isNew ? 'Nobody has rated yet' : 'Rate answers'}
      description="By the id that each answer carries in x-weir-call-id. Say it again to change it: the last word counts."
    >
      <div className="grid gap-3 text-sm text-quiet">
        <RateSnippet />
        <p>
          A model’s own ratings count from 20 on. Rate all answers, or a random part of them: ratings of the bad ones
          alone teach it wrong. Answers of models that were called by name teach as well.
        </p>
      </div>
    </Card>
  );
}

function Models({ quality, project }: { readonly quality: Quality; readonly project: ViewerProject }) {
  const [looked, setLooked] = useState<Looked>();
  const [asks, setAsks] = useState(false);
  const mayReset = useMay('route.write') && quality.labels + quality.waiting > 0;
  const { models } = quality;
  const found = models.find(({ model }) => model === looked?.model)?.tasks.find(({ task }) => task === looked?.task);
  const reset = (
    <Button size="sm" onClick={() => setAsks(true)}>
      <RotateCcw aria-hidden="true" className="size-3.5" />
      Reset
    </Button>
  );
  return (
    <Card flush title="Expected quality, by task" description={<Head quality={quality} />} actions={mayReset && reset}>
      <QualityMatrix models={models} onLook={setLooked} />
      <Legend />
      {looked !== undefined && found !== undefined && (
        <QualityDetails model={looked.model} found={found} onClose={() => setLooked(undefined)} />
      )}
      {asks && <ResetQualityDialog project={project} onClose={() => setAsks(false)} />}
    </Card>
  );
}

/** What a project has learnt of its models, task by task, and which guarantees that supports. */
export function QualityView({
  quality,
  project,
}: {
  readonly quality: Quality | undefined;
  readonly project: ViewerProject;
}) {
  if (quality === undefined)
    return (
      <Card title="Expected quality, by task">
        <div aria-busy="true">
          <Skeleton className="h-40 w-full" />
        </div>
      </Card>
    );
  if (quality.models.length === 0)
    return (
      <Card>
        <EmptyState title="Nothing to tell yet">
          <p>The models of this project’s routes appear here with what public results say of them, and its ratings.</p>
          <RateSnippet />
        </EmptyState>
      </Card>
    );
  return (
    <div className="grid grid-cols-1 gap-4">
      <Models quality={quality} project={project} />
      <GuaranteeCard guarantees={quality.guarantees} />
      <RatingsCard isNew={quality.labels + quality.waiting === 0} />
    </div>
  );
}
