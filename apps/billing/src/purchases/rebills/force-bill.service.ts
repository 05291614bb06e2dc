import { Injectable } from '@nestjs/common';
import { DomainError, type Call, type ForceBillInput, type PurchaseView } from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { record } from '@daybook/persistence';
import { instructEngine } from '../../engines/engine-instructions';
import { chargeableMethod } from '../../payments/methods/kept-payment-methods';
import { PaymentsService } from '../../payments/payments.service';
import { aboutPurchase, purchaseForCall, subscriptionOf, type LockedPurchase } from '../purchase-commands';
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
        const scene = { ...(await purchaseForCall(em, input.id, call)), call, now: this.clock.now() };
        const transactionId = await this.begin(scene, input);
        return { transactionIds: transactionId === null ? [] : [transactionId] };
      },
      async (em) => purchaseView(await em.findOneOrFail(Purchase, { id: input.id })),
    );
  }

  private async begin(
    scene: LockedPurchase & { call: Call },
    { reason, paymentMethodId }: ForceBillInput,
  ): Promise<string | null> {
    const { em, purchase } = scene;
    purchase.expectStatus('trial', 'active', 'recycle_billing');
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
    if (method !== null && purchase.engineId !== null) {
      throw new DomainError('billing.payment_method_unusable', {
        errors: [{ field: 'paymentMethodId', message: 'is for what we bill ourselves' }],
      });
    }
    const cycle = purchase.cycle + 1;
    record(em, 'billing.rebill.forced', {
      ...aboutPurchase(scene, reason),
      attributes: { ...subscriptionOf(scene), cycle },
    });
    if (purchase.engineId === null) {
      const by = initiatorOf(scene.call);
      return beginRebill(scene, by, this.payments.recoveryTime(), method?.id);
    }
    await instructEngine(em, purchase, 'force_bill.requested', { cycle, amount: cyclePrice(purchase) });
    return null;
  }
}
