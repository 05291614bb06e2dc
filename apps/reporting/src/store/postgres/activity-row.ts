import { customFieldsSetBy, moneyMovedBy, type Catalog, type DaybookEvent } from '@daybook/contracts';
import { fieldMembers } from '../model/dimension-names';
import type { FilterColumn } from '../model/filter-columns';
import { actorKinds, customerOf, toBody } from '../model/stored-event';

/** One activity as the report stores it; dimensions still by their values. */
export interface ActivityRow {
  occurredAt: string;
  recordedAt: string;
  customerId: string;
  orderId: string | null;
  actorKind: number;
  /** What the actor was called then; shown until the user's own event tells. */
  actorName: string;
  isNote: boolean;
  /** Custom fields this act set, as members of their dimension. */
  fieldsSet: readonly string[];
  /** The money that moved; null where none did. */
  moved: { amount: string; currency: string } | null;
  /** Values of the filters' columns, in the columns' order. */
  values: readonly (readonly string[])[];
  event: string;
  personal: string;
}

/** The stored form of an activity. @param isNote whether a person typed its text */
export function toActivityRow(
  event: DaybookEvent,
  columns: readonly FilterColumn[],
  isNote: boolean,
  catalog?: Catalog,
): ActivityRow {
  const { context } = event.data;
  return {
    occurredAt: event.time,
    recordedAt: event.recordedtime,
    customerId: customerOf(event),
    orderId: context.orderId ?? null,
    actorKind: actorKinds[event.actortype],
    actorName: event.actorname,
    isNote,
    fieldsSet: fieldMembers(customFieldsSetBy(event)),
    moved: moneyMovedBy(event, catalog),
    values: columns.map((column) => column.valuesOf(event)),
    ...toBody(event),
  };
}
