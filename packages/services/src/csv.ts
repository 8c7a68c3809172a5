/** What a spreadsheet would take for a formula, or for the end of the cell before it. */
const formula = /^[=+\-@\t\r\n]/;

/** Text that people or upstreams chose, as a cell that no spreadsheet computes. */
export function textCell(text: string | null): string {
  if (text === null) return '';
  return formula.test(text) ? `'${text}` : text;
}

/** A number as it is; empty where it is not known. */
export function numberCell(value: number | string | null): string {
  return value === null ? '' : String(value);
}

/** Cells as a line of RFC 4180. */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}

/** A column: its heading, and the cell of a row. */
export type Column<Row> = readonly [heading: string, cell: (row: Row) => string];

/** The line of headings. */
export function headingLine<Row>(columns: readonly Column<Row>[]): string {
  return csvLine(columns.map(([heading]) => heading));
}

/** The line of a row. */
export function rowLine<Row>(columns: readonly Column<Row>[], row: Row): string {
  return csvLine(columns.map(([, cell]) => cell(row)));
}
