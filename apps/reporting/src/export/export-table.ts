/** A cell of an export. */
export type Cell = string | number | boolean | null;

/** What an export writes: facts about itself, then rows in parts as they are read. */
export interface ExportTable {
  /** The part of the report; names the sheets. */
  title: string;
  /** What it is, of which filter, at which position, how many rows: a name and a value each. */
  facts: readonly (readonly [string, string | number])[];
  columns: readonly string[];
  /** How many rows there are. */
  count: number;
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
}
