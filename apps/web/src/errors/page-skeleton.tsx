import { Skeleton } from '../ui/skeleton.tsx';

/** The shape of a page on its way: its heading and what it holds. */
export function PageSkeleton() {
  return (
    <div className="mx-auto grid w-full max-w-[1440px] grid-cols-1 gap-4 px-4 pt-5 pb-16 sm:px-6" role="status">
      <span className="sr-only">The page is on its way</span>
      <div className="grid gap-2">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-4 w-72 max-w-full" />
      </div>
      <div className="grid gap-4 rounded-lg border border-line bg-surface p-4" aria-hidden="true">
        <Skeleton className="h-4 w-32" />
        {[90, 96, 84, 92, 78].map((percent) => (
          <span key={percent} style={{ width: `${percent}%` }}>
            <Skeleton className="h-4 w-full" />
          </span>
        ))}
      </div>
    </div>
  );
}
