import type { QualityRow } from './row.ts';

/** Results of LiveBench for models of Google. */
export const googleRows: readonly QualityRow[] = [
  {
    name: /^(?:gemini-3\.1-pro(-preview)?)$/,
    row: 'gemini-3.1-pro-preview-high',
    release: '2026-06-25',
    results: [98, 78.261, 74.648, 74.128, 82, 52.346, 98.039, 98],
  },
  {
    name: /^(?:gemini-3\.5-flash)$/,
    row: 'gemini-3.5-flash-high',
    release: '2026-06-25',
    aboveDefaultEffort: true,
    results: [98, 76.087, 80.282, 67.753, 86, 50.5, 96.078, 96],
  },
  {
    name: /^(?:gemini-2\.5-flash)$/,
    row: 'gemini-2.5-flash-06-05-highthinking',
    release: '2026-01-08',
    results: [85, 63.043, 69.014, 52.657, 64, 41.327, 98.039, 86],
  },
  {
    name: /^(?:gemini-2\.5-flash-lite)$/,
    row: 'gemini-2.5-flash-lite-highthinking',
    release: '2026-01-08',
    aboveDefaultEffort: true,
    results: [93, 65.217, 67.606, 32.108, 62, 36.462, 98.039, 84],
  },
  {
    name: /^(?:gemini-2\.5-pro)$/,
    row: 'gemini-2.5-pro-06-05-highthinking',
    release: '2026-01-08',
    results: [74, 73.913, 77.465, 62.987, 76, 44.962, 98.039, 98],
  },
  {
    name: /^(?:gemini-3-flash(-preview)?)$/,
    row: 'gemini-3-flash-preview-high',
    release: '2026-01-08',
    results: [98, 71.739, 76.056, 65.694, 88, 51.442, 98.039, 96],
  },
  {
    name: /^(?:gemini-3-pro(-preview)?)$/,
    row: 'gemini-3-pro-preview-11-2025-high',
    release: '2026-01-08',
    results: [97, 71.739, 77.465, 69.863, 84, 51.788, 98.039, 98],
  },
  {
    name: /^(?:gemini-2\.0-flash-lite)$/,
    row: 'gemini-2.0-flash-lite-001',
    release: '2025-05-30',
    results: [70, 60.87, 57.746, 24.656, 52, 34.692, 96.078, 38],
  },
  {
    name: /^(?:gemma-3-27b(-it)?)$/,
    row: 'gemma-3-27b-it',
    release: '2025-05-30',
    results: [74, 50, 47.887, 28.61, 68, 18.769, 58.824, 36],
  },
  {
    name: /^(?:gemma-3-12b(-it)?)$/,
    row: 'gemma-3-12b-it',
    release: '2025-05-30',
    results: [69, 43.478, 40.845, 23.809, 44, 10.865, 56.863, 26],
  },
  {
    name: /^(?:gemma-3-4b(-it)?)$/,
    row: 'gemma-3-4b-it',
    release: '2025-05-30',
    results: [57, 13.043, 18.31, 11.011, 24, 8.346, 27.451, 22],
  },
  {
    name: /^(?:gemini-2\.0-flash)$/,
    row: 'gemini-2.0-flash-001',
    release: '2025-04-25',
    results: [84, 71.739, 57.746, 38.161, 66, 31.596, 88.235, 50],
  },
];
