import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CollectTax, type TaxCollectionAnswer } from '@daybook/contracts';
import { Clock, Plugins, ServiceLogger, WorkLoop, type PluginReply } from '@daybook/messaging';
import { firstRow, record, rows, UnitOfWork } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';
import { contextOfOrder, nameOf } from '../orders/order.context';
import { Order } from '../orders/order.entity';
import { Transaction } from '../transactions/transaction.entity';

const EVERY_MS = 500;
const AT_ONCE = 5;

/**
 * Has taxes booked that were paid, one question each. Replicas share the work; a question whose asker died is asked
 * again under the same key, which the tax service takes for the same.
 */
@Injectable()
export class TaxCollector implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly plugins: Plugins,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
    logger: ServiceLogger,
  ) {
    this.loop = new WorkLoop('having taxes booked', EVERY_MS, () => this.look(), logger);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async look(): Promise<boolean> {
    const now = this.clock.now();
    const leased = new Date(now.getTime() + 2 * this.config.pluginTimeoutMs + 1_000);
    const due = await this.work.transaction((em) =>
      rows<{ transaction_id: string }>(
        em,
        `update tax_collection set due_at = ?
         where transaction_id in (
           select transaction_id from tax_collection where due_at <= ? order by due_at limit ?
           for update skip locked
         ) returning transaction_id`,
        [leased, now, AT_ONCE],
      ),
    );
    await Promise.all(due.map((row) => this.collect(row.transaction_id)));
    return due.length === AT_ONCE;
  }

  private async collect(transactionId: string): Promise<void> {
    const { order, paid } = await this.work.read(async (em) => {
      const transaction = await em.findOneOrFail(Transaction, { id: transactionId });
      return { order: await em.findOneOrFail(Order, { id: transaction.orderId }), paid: transaction };
    });
    const request = { orderId: order.id, paid: paid.price, tax: order.tax };
    const reply: PluginReply<TaxCollectionAnswer> = this.plugins.has('tax')
      ? await this.plugins.ask(CollectTax, request, `tax-collection/${transactionId}`)
      : { answered: false, failure: 'unreachable', code: 'not_configured' };
    await this.work.transaction(async (em) => {
      const first = await firstRow(
        em,
        'delete from tax_collection where transaction_id = ? returning transaction_id',
        [transactionId],
      );
      if (first === undefined || (reply.answered && reply.answer.collected)) return;
      const responseCode = reply.answered ? reply.answer.responseCode : reply.code;
      record(em, 'billing.tax.collection_failed', {
        correlationId: paid.madeBy.correlationId,
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
