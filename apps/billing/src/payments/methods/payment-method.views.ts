import type { PaymentMethodView } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import type { PaymentMethod } from './payment-method.entity';

export function paymentMethodView(method: PaymentMethod): PaymentMethodView {
  const { id, version, customerId, cardBin, cardLast4, brand, expMonth, expYear } = method;
  return {
    id,
    version,
    customerId,
    status: method.status === 'active' && method.expired(clock.now()) ? 'expired' : method.status,
    ...(cardBin === null ? {} : { cardBin }),
    ...(cardLast4 === null ? {} : { cardLast4 }),
    ...(brand === null ? {} : { brand }),
    ...(expMonth === null ? {} : { expMonth }),
    ...(expYear === null ? {} : { expYear }),
    addedAt: method.addedAt.toISOString(),
  };
}
