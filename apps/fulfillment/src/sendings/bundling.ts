import { Injectable } from '@nestjs/common';
import { eachAlone } from '@daybook/messaging';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { bundle, customersWithSeveral, separate, separated } from '../fulfillments/bundles';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';

const AT_ONCE = 100;

/** Joins what falls due for a house before it is sent, and takes apart what is not sent together after all. */
@Injectable()
export class Bundling {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Joins all that is due by a moment: what is claimed by the same moment afterwards is joined, whoever claims it. */
  async join(houseId: string, now: Date): Promise<void> {
    const customers = await this.work.read((em) => customersWithSeveral(em, houseId, now));
    await eachAlone(customers, (customerId) =>
      this.work.transaction((em) => bundle(em, houseId, customerId, now)),
    );
  }

  /** Sends by themselves those whose bundle is not sent. @returns whether there may be more of them */
  async separate(): Promise<boolean> {
    const found = await this.work.read((em) => separated(em, AT_ONCE));
    await eachAlone(found, (id) =>
      this.work.transaction(async (em) => {
        const history = await FulfillmentHistory.get(em, id, true);
        if (history.fulfillment.status === 'hold') separate(history, this.clock.now());
      }),
    );
    return found.length === AT_ONCE;
  }
}
