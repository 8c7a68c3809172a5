'use client';
import { useState } from 'react';
import { formatCount } from '../format/number.ts';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Quality } from './quality-data.ts';
import { QualityDetails } from './quality-details.tsx';
import { type Looked, QualityMatrix } from './quality-matrix.tsx';

function Legend() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 text-xs text-quiet">
      <li className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="h-0.5 w-4 rounded-full bg-accent" />
        <span className="font-medium text-text">learnt</span> from this project’s labels and the public result
      </li>
      <li className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="h-0.5 w-4 rounded-full bg-faint" />
        public result alone
      </li>
      <li>– nothing is known</li>
    </ul>
  );
}

function headOf({ labels, models }: Quality): string {
  const rated = models.filter((model) => model.labels > 0).length;
  if (labels === 0) return 'No label yet: smart routes go by public results, and their receipts say so.';
  return `${formatCount(labels)} labels of ${formatCount(rated)} ${rated === 1 ? 'model' : 'models'}.`;
}

/** What a project has learnt of its models, task by task. */
export function QualityView({ quality }: { readonly quality: Quality | undefined }) {
  const [looked, setLooked] = useState<Looked>();
  if (quality === undefined)
    return (
      <Card title="Expected quality, by task">
        <div aria-busy="true">
          <Skeleton className="h-40 w-full" />
        </div>
      </Card>
    );
  const { models } = quality;
  const found = models.find(({ model }) => model === looked?.model)?.tasks.find(({ task }) => task === looked?.task);
  if (models.length === 0)
    return (
      <Card>
        <EmptyState title="Nothing to tell yet">
          <p>The models of this project’s routes appear here with what public results say of them.</p>
        </EmptyState>
      </Card>
    );
  return (
    <Card flush title="Expected quality, by task" description={headOf(quality)}>
      <QualityMatrix models={models} onLook={setLooked} />
      <Legend />
      {looked !== undefined && found !== undefined && (
        <QualityDetails model={looked.model} found={found} onClose={() => setLooked(undefined)} />
      )}
    </Card>
  );
}
