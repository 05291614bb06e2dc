import { Injectable } from '@nestjs/common';
import type { Call, PurchaseView } from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { lockPurchaseForCall, type LockedPurchase } from './locked-purchase';
import { withPurchaseListeners } from './purchase-listeners';
import { purchaseView } from './purchase.views';

/** Runs commands on one purchase. */
@Injectable()
export class PurchaseCommands {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Does something to a purchase, in one transaction with all that follows from it. */
  run(
    input: { id: string },
    call: Call,
    change: (locked: LockedPurchase) => Promise<void> | void,
  ): Promise<PurchaseView> {
    return this.work.command(call, async (em) => {
      const locked = await lockPurchaseForCall(em, input.id, call, this.clock.now());
      await withPurchaseListeners(locked, () => change(locked));
      await em.flush();
      return purchaseView(locked.purchase);
    });
  }
}
