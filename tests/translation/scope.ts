import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { readRecord } from './stated/read-record.ts';
import type { Statement } from './stated/statement.ts';
import { type Language, languageOf } from './stated/upstream-language.ts';

/** Recordings that are no single answer, or that say something else than what is in them. */
export const unreadable: Readonly<Record<string, string>> = {
  fba947326803e1b4: 'fifteen messages in one file',
};

/** Recordings that stop before the vendor's terminal event: the recorder hung up at the finish. */
export const cutByRecorder: Readonly<Record<string, string>> = {
  '3c9ed58231733a2e': 'stops at finish_reason, without the usage that was asked for',
  a846e3c1d456f8f5: 'stops at finish_reason, without the usage that was asked for',
  '6c65540feeb9d894': 'stops at finish_reason, without the usage that was asked for',
  '0048dcda240f3f35': 'stops at finish_reason, without the usage that was asked for',
  '0269ea82a6cfe778': 'stops at finish_reason, without the usage that was asked for',
  '9eaecf802bf8eda7': 'stops at message_delta',
  cf9fdf4446fe4d2d: 'stops at message_delta',
  '6359eaebff996aa7': 'stops at message_delta',
  f71776f71489d9e6: 'stops at message_delta',
  '01f820422329a1ce': 'stops at message_delta',
  '286a0c21cf5705c9': 'stops at message_delta',
  '81247894405b49c2': 'stops at message_delta',
  '4ef26afbc3785a34': 'stops at message_delta',
};

export type AnswerRecord = {
  readonly record: TrafficRecord;
  readonly language: Language;
  readonly stated: Statement;
};

/** Every recorded answer in a language that an upstream of ours is asked in. `proves` is said where the corpus is absent. */
export function recordedAnswers(proves: string): AnswerRecord[] {
  return readTraffic(proves, (record) => record.response_status < 300).flatMap((record) => {
    const language = languageOf(record);
    if (language === undefined || unreadable[record.id] !== undefined) return [];
    return [{ record, language, stated: readRecord(record, language) }];
  });
}
