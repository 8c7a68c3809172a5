import { Skeleton } from '../ui/skeleton.tsx';

const heights = [38, 52, 44, 61, 70, 48, 30, 57, 66, 74, 59, 42, 50, 68];

/** A chart on its way, in its own shape. `height` as that of the chart. */
export function ChartSkeleton({ height = 'h-56' }: { readonly height?: string }) {
  return (
    <div aria-hidden="true">
      <div className={`ml-14 flex items-end gap-[3%] border-b border-line ${height}`}>
        {heights.map((size, nth) => (
          <span key={`bar-${nth + 1}`} className="flex-1 skeleton" style={{ height: `${size}%` }} />
        ))}
      </div>
      <div className="mt-1.5 ml-14 h-4" />
      <div className="mt-3 flex h-6 items-center gap-3">
        <Skeleton className="h-3 w-24" />
        <Skeleton className="h-3 w-20" />
        <Skeleton className="h-3 w-28" />
      </div>
    </div>
  );
}
