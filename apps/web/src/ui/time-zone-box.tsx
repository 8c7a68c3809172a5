'use client';
import { useMemo } from 'react';
import { Combobox } from './combobox.tsx';
import type { ComboboxChoice } from './combobox-choice.ts';

/** The zones that this browser knows, and `present` whether it knows it or not. */
function zonesWith(present: string): readonly string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), present])];
}

/** Names of cities that browsers still know by older ones. */
const newerNames: Readonly<Record<string, string>> = {
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho Chi Minh',
  'Europe/Kiev': 'Kyiv',
};

/** One of the world's time zones, found by a part of its name. Put it into a Field. */
export function TimeZoneBox({
  value,
  onChange,
  none,
  ...control
}: {
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
  /** The words for no zone of one's own, which is the value `''`; without it there is always one. */
  readonly none?: string;
  readonly disabled?: boolean;
  readonly id?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | undefined;
}) {
  const choices = useMemo(() => {
    const zones = zonesWith(value === '' ? 'UTC' : value).map((zone): ComboboxChoice => {
      const newer = newerNames[zone];
      return {
        value: zone,
        label: zone.replaceAll('_', ' '),
        ...(newer === undefined ? {} : { keywords: [newer] }),
      };
    });
    return none === undefined ? zones : [{ value: '', label: none }, ...zones];
  }, [value, none]);
  return <Combobox choices={choices} value={value} onChange={onChange} search="A city or region" {...control} />;
}
