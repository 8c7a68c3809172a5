export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `text` as a theme; the system's for anything else. */
export function themeOf(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? 'system';
}
