import type { ComponentType, ReactNode } from 'react';
import type { Ask, PageOf } from '../../../components/lists/use-rows';
import type operations from '../../../locales/en/operations.json';
import type { WorkListName } from '../sections';

export type ColumnWord = keyof (typeof operations)['column'];

export interface WorkColumn<Row> {
  name: ColumnWord;
  numeric?: boolean;
  wideOnly?: boolean;
  cell: (row: Row) => ReactNode;
}

/** What waits for a hand, described by data: the page is the same for all. */
export interface WorkList<Row> {
  name: Exclude<WorkListName, 'reconcile'>;
  rows: (ask: Ask) => Promise<PageOf<Row>>;
  /** What the address may narrow it by. */
  filters?: readonly string[];
  /** Shows at first only what still waits. */
  waiting?: readonly [name: string, value: string];
  idOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  isDone?: (row: Row) => boolean;
  columns: readonly WorkColumn<Row>[];
  /** One of them: look, mend, send again. */
  Panel: ComponentType<{ row: Row }>;
}
