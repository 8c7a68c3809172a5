/** How far long work is. Without `share` (0 to 1) it is under way and nobody knows how far. */
export function Progress({ share, label }: { readonly share?: number; readonly label: string }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex justify-between text-xs text-quiet">
        <span>{label}</span>
        {share !== undefined && <span className="tabular">{Math.floor(share * 100)}%</span>}
      </div>
      <progress
        className="h-1.5 w-full"
        aria-label={label}
        {...(share === undefined ? {} : { value: share, max: 1 })}
      />
    </div>
  );
}
