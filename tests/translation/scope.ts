import { unreadable } from '@weir/testing/recordings';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { readRecord } from './stated/read-record.ts';
import type { Statement } from './stated/statement.ts';
import { type Language, languageOf } from './stated/upstream-language.ts';

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
