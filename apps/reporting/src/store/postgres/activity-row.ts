import {
  customFieldsSetBy,
  moneyMovedBy,
  ZERO_ID,
  type ActorType,
  type Catalog,
  type DaybookEvent,
} from '@daybook/contracts';
import { fieldMembers } from '../dimension-names';
import type { FilterColumn } from '../filter-columns';

/** How `activity.actor_kind` writes an actor's type. */
export const actorKinds: Readonly<Record<ActorType, number>> = { user: 1, api: 2, customer: 3, system: 4 };

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

/** The wide part: the event as it came, and apart from it what may have to be erased. */
export function toBody(event: DaybookEvent): { event: string; personal: string } {
  const { personal, ...data } = event.data;
  return { event: JSON.stringify({ ...event, data }), personal: JSON.stringify(personal) };
}

/** Puts the two parts of a stored event together again, in the first of them. */
export function fromBody(
  event: Omit<DaybookEvent, 'data'> & { data: object },
  personal: object,
): DaybookEvent {
  // It was read for this, and is by far the bigger part: it is not copied.
  Object.assign(event.data, { personal });
  return event as DaybookEvent;
}

/** The customer an event is about; the zero id where it is about none. */
export function customerOf(event: DaybookEvent): string {
  const named = event.data.context.customerId ?? event.subject?.match(/^customers\/(.+)$/)?.[1];
  return named ?? ZERO_ID;
}
