import type { ComboboxChoice } from '../ui/combobox.tsx';

/** Stands for the browser's own zone. */
export const browserZone = '';

/** How far a zone is from UTC at an instant: `UTC+05:30`. */
export function offsetOf(timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name.replace('GMT', 'UTC').replace(/\+00:00$/, '');
}

/** Every time zone, and first the browser's own. A city is found by its name without underscores, too. */
export function timeZoneChoices(ofBrowser: string): readonly ComboboxChoice[] {
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');
  const choiceOf = (zone: string) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
    keywords: [zone.replaceAll(/[_/]/g, ' ')],
  });
  const own = { value: browserZone, label: `As this browser: ${ofBrowser.replaceAll('_', ' ')}` };
  return [own, choiceOf('UTC'), ...zones.map(choiceOf)];
}
