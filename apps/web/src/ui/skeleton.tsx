import clsx from 'clsx';

/** The shape of what is on its way. Give it the size of what will stand there, so that nothing moves. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden="true" className={clsx('block skeleton', className ?? 'h-4 w-24')} />;
}

/** Lines of text on their way. */
export function SkeletonLines({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className="grid gap-2.5" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={`line-${line + 1}`} className={clsx('h-4', line % 3 === 2 ? 'w-1/2' : 'w-full')} />
      ))}
    </div>
  );
}
