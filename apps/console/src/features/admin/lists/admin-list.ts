import type { ComponentType, ReactNode } from 'react';
import type { Ask, PageOf } from '../../../components/lists/use-rows';
import type admin from '../../../locales/en/admin.json';
import type { Draft, Field, FieldWord } from '../form/field';

export type ListName = keyof (typeof admin)['list'];
export type GroupName = keyof (typeof admin)['group'];

/** What every administered thing has. */
export interface AdminRow {
  id?: string;
  version?: number;
  retired?: boolean;
}

/** What is shown once and never again. */
export interface Secret {
  name: keyof (typeof admin)['secret'];
  value: string;
  /** As what it can be saved. */
  file?: string;
}

export interface AdminColumn<Row> {
  name: FieldWord;
  numeric?: boolean;
  wideOnly?: boolean;
  cell: (row: Row) => ReactNode;
}

/** What can be administered, described by data: the pages are the same for all. */
export interface AdminList<Row extends AdminRow, Input extends object> {
  name: ListName;
  group: GroupName;
  /** Who sees it, and who changes it: keys of the access matrix. */
  see: string;
  change: string;
  rows: (ask: Ask) => Promise<PageOf<Row>>;
  /** Whether the API finds by text, and can leave out what is retired. */
  searched?: true;
  idOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  /** Its address below /api/v1, by which the audit table has its changes. */
  address: (row: Row) => string;
  columns: readonly AdminColumn<Row>[];
  fields: readonly Field<Input>[];
  add?: (input: Input, key: string) => Promise<Row>;
  /** Whether adding takes no `Idempotency-Key`: whoever got no answer looks before it is sent again. */
  addsTwice?: true;
  /** Whether all of it is sent when it is changed, not only what differs. */
  sentWhole?: true;
  save?: (row: Row, changes: Partial<Input>, key: string) => Promise<Row>;
  retire?: (row: Row, retired: boolean, key: string) => Promise<unknown>;
  /** Whether it is out of use where that goes by another name. */
  isRetired?: (row: Row) => boolean;
  /** Takes it away for good; the server refuses what was used. */
  remove?: (row: Row, key: string) => Promise<unknown>;
  /** Puts it at a place of the list, from 0. */
  move?: (row: Row, position: number, key: string) => Promise<unknown>;
  /** What of an answer must be written down now. */
  secretsOf?: (row: Row) => Secret[];
  /** What else can be done with one, under its form. */
  Beside?: ComponentType<{ row: Row }>;
  /** Stands under the form while it is filled in. */
  BesideForm?: ComponentType<{ draft: Draft }>;
}

/** A list whose rows nobody but itself needs to know. */
export interface AnyAdminList {
  name: ListName;
  group: GroupName;
  see: string;
  Page: ComponentType;
}
