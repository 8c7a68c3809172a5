/** How answers are shown: as the Markdown that most models write, or as they came. */
export type ShownAs = 'text' | 'raw';
