import { Skeleton, SkeletonLines } from '../ui/skeleton.tsx';

/** A receipt on its way, in its shape. */
export function ReceiptSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,7fr)_minmax(0,4fr)]" aria-hidden="true">
      <div className="rounded-xl border border-line-strong bg-surface">
        <div className="grid gap-4 px-5 py-4">
          <Skeleton className="h-5 w-28" />
          <Skeleton className="h-6 w-64" />
          <div className="grid grid-cols-4 gap-4">
            {['cost', 'duration', 'first', 'tokens'].map((figure) => (
              <Skeleton key={figure} className="h-9" />
            ))}
          </div>
        </div>
        <div className="grid gap-4 border-t border-dashed border-line-strong px-5 py-4">
          <Skeleton className="h-3 w-full" />
          <SkeletonLines lines={3} />
        </div>
        <div className="border-t border-dashed border-line-strong px-5 py-4">
          <SkeletonLines lines={5} />
        </div>
      </div>
      <div className="grid content-start gap-4">
        {['who', 'decision', 'attempt'].map((card) => (
          <div key={card} className="rounded-lg border border-line bg-surface p-4">
            <SkeletonLines lines={3} />
          </div>
        ))}
      </div>
    </div>
  );
}
