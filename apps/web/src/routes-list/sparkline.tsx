const width = 72;
const height = 20;

/** Calls over the last day as bars from zero, one for each interval; the sum stands beside it in words. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const most = Math.max(...values, 0);
  const step = values.length === 0 ? width : width / values.length;
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="shrink-0"
    >
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} className="stroke-line" />
      <path
        className="fill-accent"
        d={values
          .map((value, nth) => {
            if (value === 0 || most === 0) return '';
            const tall = Math.max(1, (value / most) * (height - 1));
            return `M${(nth * step).toFixed(2)} ${height - 1 - tall}h${(step * 0.75).toFixed(2)}v${tall}h-${(step * 0.75).toFixed(2)}z`;
          })
          .join('')}
      />
    </svg>
  );
}
