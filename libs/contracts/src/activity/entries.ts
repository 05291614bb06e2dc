import { billingMoneyActivities } from './billing-money-activities';
import { billingOrderActivities } from './billing-orders-activities';
import { billingPurchaseActivities } from './billing-purchases-activities';
import { billingRebillActivities } from './billing-rebills-activities';
import { casesActivities } from './cases-activities';
import { customersActivities } from './customers-activities';
import { fulfillmentActivities } from './fulfillment-activities';
import { referenceEvents } from './reference-events';

/** Every entry of the running catalog. A new activity is one more in one of these lists. */
export const catalogEntries = [
  ...customersActivities,
  ...billingOrderActivities,
  ...billingRebillActivities,
  ...billingPurchaseActivities,
  ...billingMoneyActivities,
  ...fulfillmentActivities,
  ...casesActivities,
  ...referenceEvents,
] as const;

type Entry = (typeof catalogEntries)[number];
type EntryByKey = { readonly [E in Entry as E['key']]: E };

/** Type of any event: an activity or a reference event. */
export type CatalogKey = keyof EntryByKey;

/** Type of an event that the report counts and the timeline shows. */
export type ActivityKey = Extract<Entry, { kind: 'activity' }>['key'];

/** The attributes of one type of event. */
export type AttributesOf<Key extends CatalogKey> = InstanceType<EntryByKey[Key]['attributes']>;
