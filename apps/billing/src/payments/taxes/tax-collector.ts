import { Injectable } from '@nestjs/common';
import { CollectTax } from '@daybook/contracts';
import { BackgroundWork, type WorkLoop } from '@daybook/messaging';
import { firstRow, record, UnitOfWork } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import { Order } from '../../orders/order.entity';
import { PluginTasks } from '../../plugin-tasks/plugin-tasks';
import { Transaction } from '../transaction.entity';

/**
 * Has taxes booked that were paid, one question each.
 */
@Injectable()
export class TaxCollector extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly tasks: PluginTasks,
  ) {
    super();
    this.loop = tasks.loop<{ transaction_id: string }>({
      what: 'having taxes booked',
      claim: {
        name: 'claim-taxes',
        text: `update tax_collection set due_at = $1
          where transaction_id in (
            select transaction_id from tax_collection where due_at <= $2 order by due_at limit $3
            for update skip locked
          ) returning transaction_id`,
      },
      run: (row) => this.collect(row.transaction_id),
    });
  }

  private async collect(transactionId: string): Promise<void> {
    const { order, paid } = await this.work.read(async (em) => {
      const transaction = await em.findOneOrFail(Transaction, { id: transactionId });
      return { order: await em.findOneOrFail(Order, { id: transaction.orderId }), paid: transaction };
    });
    const request = { orderId: order.id, paid: paid.price, tax: order.tax };
    const reply = await this.tasks.ask(CollectTax, request, `tax-collection/${transactionId}`);
    await this.work.transaction(async (em) => {
      const first = await firstRow(
        em,
        'delete from tax_collection where transaction_id = $1 returning transaction_id',
        [transactionId],
      );
      if (first === undefined || (reply.answered && reply.answer.collected)) return;
      const responseCode = reply.answered ? reply.answer.responseCode : reply.code;
      record(em, 'billing.tax.collection_failed', {
        correlationId: paid.initiator.correlationId,
        context: contextOfOrder(order),
        about: { orderId: order.id, transactionId },
        personal: nameOf(order),
        attributes: {
          provider: reply.answered ? reply.answer.provider : CollectTax.plugin,
          orderId: order.id,
          ...(responseCode === undefined ? {} : { responseCode }),
        },
      });
    });
  }
}
