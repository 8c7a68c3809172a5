import { percentileMs, survivalOf } from './survival.ts';
import type { TargetHealth, TimesNews } from './target-health.ts';
import type { TimeSeries } from './time-series.ts';

/** Too little to go by, so that it is looked at anew; a few times outweigh it. */
const doubtedWeight = 2;
/** One that had so many times while the slower one had its latest 32 is measured well enough by itself. */
const oftenMin = 8;

function medianMs(series: TimeSeries): number | undefined {
  const sums = series.sums();
  const survival = sums === undefined ? undefined : survivalOf(sums.times);
  return survival === undefined ? undefined : percentileMs(survival, 0.5);
}

/**
 * A Target has become slower for good: the others that seemed no faster than it is now, and were rarely asked because of
 * that, may have changed unseen. What is known of them counts for little from here on. Those that are known to be faster
 * keep their times: calls go there at once.
 */
export function doubtOthers(slower: TargetHealth, news: TimesNews, targets: Iterable<TargetHealth>): void {
  const series = slower.seriesLike(news);
  const nowMs = series === undefined ? undefined : medianMs(series);
  if (nowMs === undefined) return;
  for (const target of targets) {
    const other = target === slower ? undefined : target.seriesLike(news);
    if (other === undefined || other.countSince(news.fromMs) >= oftenMin) continue;
    const seemedMs = medianMs(other);
    if (seemedMs !== undefined && seemedMs > nowMs * 0.9) other.fadeTo(doubtedWeight);
  }
}
