const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** A size as 512 bytes, 1.2 MB or 48 GB, in steps of 1,000. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let step = 0;
  while (size >= 999.5 && step < units.length - 1) {
    size /= 1_000;
    step += 1;
  }
  const digits = step === 0 || size >= 99.5 ? 0 : 1;
  return `${size.toFixed(digits)} ${units[step]}`;
}
