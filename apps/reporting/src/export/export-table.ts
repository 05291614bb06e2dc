/** A moment by the clock of a zone. */
export interface LocalTime {
  /** RFC 3339 with the zone's offset and milliseconds. */
  readonly text: string;
  /** What the clock showed, in milliseconds since 1970 as if it were UTC. */
  readonly clockMs: number;
}

/** A cell of an export. */
export type Cell = string | number | boolean | LocalTime | null;

/** What an export writes: facts about itself, then rows in parts as they are read. */
export interface ExportTable {
  /** The part of the report; names the sheets. */
  title: string;
  /** What it is, of which filter, at which position, how many rows: a name and a value each. */
  facts: readonly (readonly [string, Cell])[];
  columns: readonly string[];
  /** How many rows there are. */
  count: number;
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
}
