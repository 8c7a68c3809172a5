import type { QualityRow } from './row.ts';

/** Results of LiveBench for models of Anthropic. */
export const anthropicRows: readonly QualityRow[] = [
  {
    name: /^(?:claude-opus-4-6)$/,
    row: 'claude-opus-4-6-thinking-auto-high-effort',
    release: '2026-06-25',
    aboveDefaultEffort: true,
    results: [97, 76.087, 80.282, 66.476, 84, 48.173, 98.039, 98],
  },
  {
    name: /^(?:claude-opus-4-7)$/,
    row: 'claude-opus-4-7-xhigh-effort',
    release: '2026-06-25',
    aboveDefaultEffort: true,
    results: [98, 78.261, 85.915, 61.409, 80, 47.231, 98.039, 100],
  },
  {
    name: /^(?:claude-opus-4-8)$/,
    row: 'claude-opus-4-8-xhigh-effort',
    release: '2026-06-25',
    aboveDefaultEffort: true,
    results: [98, 78.261, 80.282, 70.419, 76, 47.788, 98.039, 98],
  },
  {
    name: /^(?:claude-sonnet-4-6)$/,
    row: 'claude-sonnet-4-6-thinking-auto-medium-effort',
    release: '2026-06-25',
    aboveDefaultEffort: true,
    results: [76, 78.261, 80.282, 56.975, 72, 45.077, 96.078, 100],
  },
  {
    name: /^(?:claude-sonnet-5)$/,
    row: 'claude-sonnet-5-xhigh-effort',
    release: '2026-06-25',
    aboveDefaultEffort: true,
    results: [98, 78.261, 83.099, 53.411, 76, 42.442, 98.039, 100],
  },
  {
    name: /^(?:claude-fable-5)$/,
    row: 'claude-fable-5-xhigh-effort',
    release: '2026-06-25',
    aboveDefaultEffort: true,
    results: [99, 84.783, 80.282, 76.373, 92, 54.788, 98.039, 100],
  },
  {
    name: /^(?:claude-opus-4-1)$/,
    row: 'claude-4-1-opus-20250805-base',
    release: '2026-01-08',
    results: [89, 76.087, 76.056, 60.257, 84, 37.827, 96.078, 62],
  },
  {
    name: /^(?:claude-sonnet-4(-0)?)$/,
    row: 'claude-4-sonnet-20250514-base',
    release: '2026-01-08',
    results: [84, 82.609, 78.873, 54.209, 84, 35.25, 94.118, 60],
  },
  {
    name: /^(?:claude-haiku-4-5)$/,
    row: 'claude-haiku-4-5-20251001',
    release: '2026-01-08',
    results: [88, 73.913, 70.423, 37.804, 62, 38.269, 94.118, 58],
  },
  {
    name: /^(?:claude-opus-4-5)$/,
    row: 'claude-opus-4-5-20251101-high-effort',
    release: '2026-01-08',
    results: [90, 73.913, 81.69, 62.275, 78, 38.808, 96.078, 80],
  },
  {
    name: /^(?:claude-sonnet-4-5)$/,
    row: 'claude-sonnet-4-5-20250929',
    release: '2026-01-08',
    results: [91, 76.087, 76.056, 57.328, 90, 36.635, 98.039, 70],
  },
  {
    name: /^(?:claude-3-7-sonnet)$/,
    row: 'claude-3-7-sonnet-20250219-base',
    release: '2025-05-30',
    results: [68, 76.087, 76.056, 53.749, 80, 33.654, 86.275, 54],
  },
  {
    name: /^(?:claude-3-5-haiku)$/,
    row: 'claude-3-5-haiku-20241022',
    release: '2025-05-30',
    results: [42, 50, 56.338, 24.955, 68, 25.885, 82.353, 40],
  },
  {
    name: /^(?:claude-3-5-sonnet(-v2)?)$/,
    row: 'claude-3-5-sonnet-20241022',
    release: '2025-05-30',
    results: [53, 71.739, 76.056, 50.264, 70, 31.981, 80.392, 58],
  },
  {
    name: /^(?:claude-opus-4(-0)?)$/,
    row: 'claude-4-opus-20250514-base',
    release: '2025-05-30',
    results: [84, 73.913, 73.239, 59.174, 84, 36.942, 96.078, 60],
  },
];
