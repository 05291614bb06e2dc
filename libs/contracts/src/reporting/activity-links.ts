import type { EventAbout } from '../envelope';
import { isId } from '../ids';

/** Where each thing that an activity can be about is read, below /api/v1. */
export const activityPlaces = {
  orderId: { what: 'order', path: '/orders/{id}' },
  purchaseId: { what: 'purchase', path: '/purchases/{id}' },
  transactionId: { what: 'transaction', path: '/transactions/{id}' },
  fulfillmentId: { what: 'fulfillment', path: '/fulfillments/{id}' },
  caseId: { what: 'case', path: '/cases/{id}' },
  serviceRecordId: { what: 'service record', path: '/service-records/{id}' },
} as const satisfies Partial<Record<keyof EventAbout, { what: string; path: string }>>;

/** What can be linked to. */
export const linkedThings = Object.values(activityPlaces).map(({ what }) => what);
/** What can be linked to. */
export type LinkedThing = (typeof linkedThings)[number];

/** A link to one thing that an activity is about. */
export interface ActivityLink {
  what: LinkedThing;
  id: string;
  path: string;
}

/** The links of what an activity is about, the same order each time. What is no id, as an unknown event may have it, is left out. */
export function linksOf(about: EventAbout | undefined): ActivityLink[] {
  return Object.entries(activityPlaces).flatMap(([key, { what, path }]) => {
    const id: unknown = about?.[key as keyof typeof activityPlaces];
    return typeof id === 'string' && isId(id)
      ? [{ what, id, path: `/api/v1${path.replace('{id}', id)}` }]
      : [];
  });
}
