/** A dash, and why there is nothing to say. */
export function Unknown({ why }: { readonly why: string }) {
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> {why}</span>
    </span>
  );
}
