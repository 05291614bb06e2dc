import {
  CampaignAttributes,
  HouseAttributes,
  NamedAttributes,
  OptionAttributes,
  RefundExhaustedAttributes,
  UserAttributes,
} from './attributes/reference-attributes';
import { reference } from './define';

/** Events that are no activities: consumers keep names by them, or act on them. */
export const referenceEvents = [
  reference({
    key: 'billing.campaign.changed',
    title: 'Campaign changed',
    attributes: CampaignAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.campaign_category.changed',
    title: 'Campaign category changed',
    attributes: NamedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.product.changed',
    title: 'Product changed',
    attributes: NamedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.call_center.changed',
    title: 'Call center changed',
    attributes: NamedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.custom_field.changed',
    title: 'Custom field changed',
    attributes: NamedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.discount.changed',
    title: 'Discount changed',
    attributes: NamedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.recycle_profile.changed',
    title: 'Recycle profile changed',
    attributes: NamedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.engine.changed',
    title: 'Billing engine changed',
    attributes: NamedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'billing.refund_queue.exhausted',
    title: 'Refund given up',
    attributes: RefundExhaustedAttributes,
    source: 'billing',
  }),
  reference({
    key: 'fulfillment.house.changed',
    title: 'Fulfillment house changed',
    attributes: HouseAttributes,
    source: 'fulfillment',
  }),
  reference({
    key: 'cases.option.changed',
    title: 'Option changed',
    attributes: OptionAttributes,
    source: 'cases',
  }),
  reference({
    key: 'gateway.user.changed',
    title: 'User changed',
    attributes: UserAttributes,
    source: 'gateway',
  }),
] as const;
