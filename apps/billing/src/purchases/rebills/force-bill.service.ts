import { Injectable } from '@nestjs/common';
import { DomainError, type Call, type ForceBillInput, type PurchaseView } from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { instructEngine } from '../../engines/engine-instructions';
import { chargeableMethod, expectNotRemoved, expectOurs } from '../../payments/methods/kept-payment-methods';
import { PaymentsService } from '../../payments/payments.service';
import { lockPurchaseForCall, type LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';
import { withPurchaseListeners } from '../purchase-listeners';
import { Purchase } from '../purchase.entity';
import { purchaseView } from '../purchase.views';
import { initiatorOf } from '../../payments/initiator';
import { beginRebill } from './begin-rebill';
import { cyclePrice } from '../cycle-price';

/** Bills the current cycle of a purchase now, because somebody wants it. */
@Injectable()
export class ForceBillService {
  constructor(
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
  ) {}

  forceBill(input: ForceBillInput, call: Call): Promise<PurchaseView> {
    return this.payments.complete(
      call,
      async (em) => {
        const locked = await lockPurchaseForCall(em, input.id, call, this.clock.now());
        const transactionId = await withPurchaseListeners(locked, () => this.begin(locked, input, call));
        return { transactionIds: transactionId === null ? [] : [transactionId] };
      },
      async (em) => purchaseView(await em.findOneOrFail(Purchase, { id: input.id })),
    );
  }

  private async begin(
    locked: LockedPurchase,
    { reason, paymentMethodId }: ForceBillInput,
    call: Call,
  ): Promise<string | null> {
    const { em, order, purchase } = locked;
    purchase.expectStatus('trial', 'active', 'recycle_billing', 'recycle_failed');
    if (purchase.status === 'recycle_failed') order.expectStatus('complete', 'billed again');
    if (purchase.consentNeeded && purchase.consent !== 'received') {
      throw new DomainError('billing.consent_missing');
    }
    if (purchase.scheduledCancellation !== null) {
      throw new DomainError('billing.already_scheduled', {
        detail: 'It is going to be cancelled: withdraw that first.',
      });
    }
    const method =
      paymentMethodId === undefined ? null : await chargeableMethod(em, purchase.customerId, paymentMethodId);
    if (method !== null) expectOurs(purchase);
    else await expectNotRemoved(em, purchase.paymentMethodId);
    const cycle = purchase.cycle + 1;
    recordPurchaseEvent(locked, 'billing.rebill.forced', { cycle }, { reason });
    if (purchase.engineId === null) {
      return beginRebill(locked, initiatorOf(call), this.payments.recoveryTime(), method?.id);
    }
    await instructEngine(em, purchase, 'force_bill.requested', { cycle, amount: cyclePrice(purchase) });
    return null;
  }
}
