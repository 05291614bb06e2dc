import {
  AddressBouncedAttributes,
  CampaignAttributes,
  HouseAttributes,
  NamedAttributes,
  OptionAttributes,
  RefundExhaustedAttributes,
  ReplyDeliveredAttributes,
  UserAttributes,
} from './attributes/reference-attributes';
import { reference } from './define';

/** Events that are no activities: consumers keep names by them, or act on them. */
export const referenceEvents = [
  reference({
    key: 'billing.campaign.changed',
    title: 'Campaign changed',
    attributes: CampaignAttributes,
  }),
  reference({
    key: 'billing.campaign_category.changed',
    title: 'Campaign category changed',
    attributes: NamedAttributes,
  }),
  reference({
    key: 'billing.product.changed',
    title: 'Product changed',
    attributes: NamedAttributes,
  }),
  reference({
    key: 'billing.call_center.changed',
    title: 'Call center changed',
    attributes: NamedAttributes,
  }),
  reference({
    key: 'billing.custom_field.changed',
    title: 'Custom field changed',
    attributes: NamedAttributes,
  }),
  reference({
    key: 'billing.discount.changed',
    title: 'Discount changed',
    attributes: NamedAttributes,
  }),
  reference({
    key: 'billing.recycle_profile.changed',
    title: 'Recycle profile changed',
    attributes: NamedAttributes,
  }),
  reference({
    key: 'billing.engine.changed',
    title: 'Billing engine changed',
    attributes: NamedAttributes,
  }),
  reference({
    key: 'billing.refund_queue.exhausted',
    title: 'Refund given up',
    attributes: RefundExhaustedAttributes,
  }),
  reference({
    key: 'fulfillment.house.changed',
    title: 'Fulfillment house changed',
    attributes: HouseAttributes,
  }),
  reference({
    key: 'cases.option.changed',
    title: 'Option changed',
    attributes: OptionAttributes,
  }),
  reference({
    key: 'cases.address.bounced',
    title: 'E-mail address bounced',
    attributes: AddressBouncedAttributes,
  }),
  reference({
    key: 'customers.reply.delivered',
    title: 'Delivery of a reply',
    attributes: ReplyDeliveredAttributes,
  }),
  reference({
    key: 'gateway.user.changed',
    title: 'User changed',
    attributes: UserAttributes,
  }),
] as const;
