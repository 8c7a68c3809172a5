/** What is not known: a dash with the reason. */
export function Unknown({ why }: { readonly why: string }) {
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> unknown: {why}</span>
    </span>
  );
}
