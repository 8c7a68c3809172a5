/** A figure, or a dash with the reason why it is not known. */
export function Known({ value, reason }: { readonly value: string | undefined; readonly reason: string }) {
  if (value !== undefined) return value;
  return (
    <span className="text-faint" title={reason}>
      –<span className="sr-only"> unknown: {reason}</span>
    </span>
  );
}
