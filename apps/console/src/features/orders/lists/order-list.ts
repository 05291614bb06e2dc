import type { ReactNode } from 'react';
import type orders from '../../../locales/en/orders.json';
import type { VirtualColumn } from '../../../components/tables/virtual-table';

/** What a list is asked for: the filters that stand in the address, and where the page begins. */
export type Ask = Readonly<Record<string, string | string[] | boolean | number>>;

type Status = Parameters<typeof import('../../../components/tables/status-chip').StatusChip>[0]['status'];

/** A filter of a list, by the name that the address and the API have. */
export type Filter = { name: keyof (typeof orders)['lists']['filter'] } & (
  | { kind: 'text' | 'last4' | 'moment' | 'flag' | 'house' | 'customer' }
  | { kind: 'campaigns' | 'products' | 'callCenters' }
  | { kind: 'statuses'; of: readonly Status[] }
  | { kind: 'words'; of: readonly string[]; words: 'transaction_type' | 'purpose' }
);

/** A list over all customers: its filters, its rows and where each leads. */
export interface OrderList<Row> {
  name: keyof (typeof orders)['lists']['title'];
  path: string;
  filters: readonly Filter[];
  page: (ask: Ask, signal: AbortSignal) => Promise<{ items: Row[]; nextCursor?: string | null }>;
  columns: readonly (Omit<VirtualColumn<Row>, 'title'> & {
    title: keyof (typeof orders)['lists']['column'];
  })[];
  /** The lines of a row on a phone. */
  card: (row: Row) => { head: ReactNode; lines: readonly ReactNode[] };
  to: (row: Row) => string;
}
