import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DaybookEvent } from '@daybook/contracts';
import { noteAnonymised } from '@daybook/persistence';
import type { EventConsumer } from '../consumers/event-consumer';

/** Hears who was anonymised; the erasure follows in a transaction of its own. */
@Injectable()
export class AnonymisedConsumer implements EventConsumer {
  readonly name = 'anonymised';
  readonly producers = ['customers'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'customers.customer.anonymised';
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const { time, data } of events) {
      const { customerId } = data.context;
      if (customerId === undefined) continue;
      await noteAnonymised(em, customerId, new Date(time));
    }
  }
}
