import {
  messageOf,
  ZERO_ID,
  type ActionDetailView,
  type ActorType,
  type Catalog,
  type DaybookEvent,
} from '@daybook/contracts';
import { customerOf } from '../projector/activity-row';
import type { DetailRow } from '../store/detail-rows';

/** One row of the Details. */
export function toDetailView(row: DetailRow, catalog: Catalog): ActionDetailView {
  const { event } = row;
  const { context } = event.data;
  const action = catalog.findActivity(event.type)?.reportAction ?? event.type;
  const customerId = customerOf(event);
  return {
    id: event.id,
    username: row.username ?? nameOfActor(event),
    ...(customerId === ZERO_ID ? {} : { customer: { id: customerId, name: row.customerName ?? '' } }),
    action,
    label: catalog.findAction(action)?.label ?? action,
    type: event.type,
    message: messageOf(event, catalog),
    ...(event.actorlevel === undefined ? {} : { accessLevel: event.actorlevel }),
    dateCreated: event.time,
    dateRecorded: event.recordedtime,
    isNote: row.isNote,
    ...(context.orderId === undefined ? {} : { orderId: context.orderId }),
    ...(context.orderNumber === undefined ? {} : { orderNumber: context.orderNumber }),
  };
}

/** What an actor is called where no user's or API User's name is known. */
export function nameOfActor(event: Pick<DaybookEvent, 'actortype' | 'actorname'>): string {
  const words: Record<ActorType, string> = {
    user: event.actorname,
    api: event.actorname,
    customer: 'Customer',
    system: 'System',
  };
  return words[event.actortype];
}
