import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { DaybookEvent } from '@daybook/contracts';
import { applyToCustomerContext } from '@daybook/persistence';
import type { EventConsumer } from './event-consumer';

/** Keeps the shared copy of what billing knows of customers. */
@Injectable()
export class CustomerContextConsumer implements EventConsumer {
  readonly name = 'customer-context';
  readonly producers = ['billing'] as const;

  concerns({ data: { context } }: DaybookEvent): boolean {
    return context.customerId !== undefined && context.orderId !== undefined;
  }

  apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    return applyToCustomerContext(em, events);
  }
}
