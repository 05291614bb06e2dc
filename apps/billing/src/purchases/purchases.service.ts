import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { DomainError, type Call, type CancelPurchaseInput, type PurchaseView } from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { Order } from '../orders/order.entity';
import { inScope } from '../scope';
import { cancelPurchase } from './purchase.cancellation';
import { Purchase } from './purchase.entity';
import { purchaseView } from './purchase.views';

/** What people do with purchases. */
@Injectable()
export class PurchasesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  cancel(input: CancelPurchaseInput, call: Call): Promise<PurchaseView> {
    return this.work.command(call, async (em) => {
      const purchase = await em.findOne(Purchase, { id: input.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (purchase === null || !inScope(call.actor, 'orders.view', purchase.campaignId)) {
        throw new DomainError('billing.not_found');
      }
      const order = await em.findOneOrFail(Order, { id: purchase.orderId });
      await cancelPurchase(em, order, purchase, input.reason, call, this.clock.now());
      await em.flush();
      return purchaseView(purchase);
    });
  }
}
