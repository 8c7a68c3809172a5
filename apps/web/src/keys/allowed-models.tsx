const shownMax = 2;

/** The models and routes that a key may call, in a line: all of them, or the first patterns and how many more there are. */
export function AllowedModels({ patterns }: { readonly patterns: readonly string[] | null }) {
  if (patterns === null) return <span className="text-quiet">Every model and route</span>;
  const more = patterns.length - shownMax;
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1" title={patterns.join(', ')}>
      {patterns.slice(0, shownMax).map((pattern) => (
        <code key={pattern} className="max-w-44 truncate rounded-sm bg-sunken px-1">
          {pattern}
        </code>
      ))}
      {more > 0 && <span className="text-xs text-quiet">+{more}</span>}
    </span>
  );
}
