import { firstDataComesThrough } from '@daybook/testing';
import { BillingModule } from '../billing.module';

firstDataComesThrough('billing', BillingModule, {
  values: {
    'discount.amount_off_amount': 'null',
    'customer_order.items': `'[]'`,
    'campaign_use.product_id': 'null',
    'campaign_use.discount_id': 'null',
    'campaign_use.custom_field_id': 'null',
  },
});
