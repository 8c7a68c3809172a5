const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** 1,234,567. */
export const formatCount = (count: number): string => whole.format(count);

/** 1.2M, for axes and tight places; give the whole number on hover. */
export const formatCountShort = (count: number): string => short.format(count);

/** A share of 0 to 1 as 99.7%. What is not all is never rounded up to it, nor what is not none down to it. */
export function formatShare(share: number): string {
  if (share > 0.999 && share < 1) return '>99.9%';
  if (share > 0 && share < 0.001) return '<0.1%';
  return percent.format(share);
}

/** Milliseconds as 0.42 ms, 38 ms, 1.24 s or 2 min 5 s. */
export function formatMs(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(2))} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Milliseconds on the axis of a chart, where they are round: 0, 250 ms, 1.5 s, 2 min. */
export function formatMsTick(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 1_000) return `${Number(ms.toPrecision(3))} ms`;
  if (ms < 120_000) return `${Number((ms / 1_000).toPrecision(3))} s`;
  return ms < 7_200_000
    ? `${Number((ms / 60_000).toPrecision(3))} min`
    : `${Number((ms / 3_600_000).toPrecision(3))} h`;
}
