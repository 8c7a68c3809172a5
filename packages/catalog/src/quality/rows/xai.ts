import type { QualityRow } from './row.ts';

/** Results of LiveBench for models of xAI. */
export const xaiRows: readonly QualityRow[] = [
  {
    name: /^(?:grok-4\.3)$/,
    row: 'grok-4.3',
    release: '2026-06-25',
    results: [97, 65.217, 74.648, 48.74, 78, 41.25, 98.039, 98],
  },
  {
    name: /^(?:grok-build-0\.1)$/,
    row: 'grok-build-0.1',
    release: '2026-06-25',
    results: [66, 67.391, 63.38, 53.38, 80, 42.654, 100, 98],
  },
  {
    name: /^(?:grok-4(-0709)?)$/,
    row: 'grok-4-0709',
    release: '2026-01-08',
    results: [86, 67.391, 78.873, 60.497, 70, 41.019, 98.039, 96],
  },
  {
    name: /^(?:grok-4-1-fast-non-reasoning)$/,
    row: 'grok-4-1-fast-non-reasoning',
    release: '2026-01-08',
    results: [47, 52.174, 56.338, 41.855, 64, 26.327, 90.196, 36],
  },
  {
    name: /^(?:grok-4-1-fast(-reasoning)?)$/,
    row: 'grok-4-1-fast-reasoning',
    release: '2026-01-08',
    results: [95, 67.391, 71.831, 47.648, 76, 38.538, 88.235, 94],
  },
  {
    name: /^(?:grok-code-fast-1)$/,
    row: 'grok-code-fast-1-0825',
    release: '2026-01-08',
    results: [87, 50, 78.873, 38.014, 52, 38.038, 100, 74],
  },
  {
    name: /^(?:grok-4-fast-non-reasoning)$/,
    row: 'grok-4-fast-non-reasoning-2511',
    release: '2025-05-30',
    results: [44, 56.522, 60.563, 39.75, 60, 24.019, 98.039, 48],
  },
  {
    name: /^(?:grok-4-fast(-reasoning)?)$/,
    row: 'grok-4-fast-reasoning-2511',
    release: '2025-05-30',
    results: [96, 71.739, 66.197, 51.794, 74, 39.808, 98.039, 98],
  },
  {
    name: /^(?:grok-3(-beta|-fast)?)$/,
    row: 'grok-3-beta',
    release: '2025-05-30',
    results: [73, 73.913, 73.239, 45.223, 62, 32.827, 78.431, 48],
  },
  {
    name: /^(?:grok-3-mini(-beta|-fast)?)$/,
    row: 'grok-3-mini-beta-high',
    release: '2025-05-30',
    aboveDefaultEffort: true,
    results: [80, 45.652, 63.38, 47.429, 64, 35.038, 94.118, 80],
  },
];
