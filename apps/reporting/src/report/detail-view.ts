import {
  messageOf,
  ZERO_ID,
  type ActionDetailView,
  type Catalog,
  type DaybookEvent,
  type MessageLanguage,
} from '@daybook/contracts';
import { customerOf } from '../store/model/stored-event';
import type { DetailRow } from '../store/model/detail-row';

/** What a row of the Details says of its event, wherever it is shown. */
export interface DetailFacts {
  username: string;
  /** Null where the event is about none. */
  customerId: string | null;
  action: string;
  label: string;
  message: string;
}

/** What a row says. */
export function factsOf(
  { event, username }: DetailRow,
  catalog: Catalog,
  language?: MessageLanguage,
): DetailFacts {
  const customerId = customerOf(event);
  const action = catalog.findActivity(event.type)?.reportAction ?? event.type;
  return {
    username: username ?? nameOfActor(event),
    customerId: customerId === ZERO_ID ? null : customerId,
    action,
    label: catalog.findAction(action)?.label ?? action,
    message: messageOf(event, catalog, language),
  };
}

/** One row of the Details. */
export function toDetailView(row: DetailRow, catalog: Catalog, language?: MessageLanguage): ActionDetailView {
  const { event } = row;
  const { context } = event.data;
  const { username, customerId, action, label, message } = factsOf(row, catalog, language);
  return {
    id: event.id,
    username,
    ...(customerId === null ? {} : { customer: { id: customerId, name: row.customerName ?? '' } }),
    action,
    label,
    type: event.type,
    message,
    ...(event.actorlevel === undefined ? {} : { accessLevel: event.actorlevel }),
    dateCreated: event.time,
    dateRecorded: event.recordedtime,
    isNote: row.isNote,
    ...(context.orderId === undefined ? {} : { orderId: context.orderId }),
    ...(context.orderNumber === undefined ? {} : { orderNumber: context.orderNumber }),
  };
}

/** What an actor is called where no user's or API User's name is known. */
export function nameOfActor({ actortype, actorname }: Pick<DaybookEvent, 'actortype' | 'actorname'>): string {
  switch (actortype) {
    case 'user':
    case 'api':
      return actorname;
    case 'customer':
      return 'Customer';
    case 'system':
      return 'System';
  }
}
