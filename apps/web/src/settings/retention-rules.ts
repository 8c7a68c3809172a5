const retentionDaysMax = 365;

/** Checks for how many days answers are to be kept; 0 is none at all. */
export function checkRetention(text: string): true | string {
  const isGood = /^\s*\d{1,3}\s*$/.test(text) && Number(text) <= retentionDaysMax;
  return isGood || `Enter whole days from 0 to ${retentionDaysMax}.`;
}
