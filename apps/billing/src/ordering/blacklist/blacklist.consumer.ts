import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { attributesOf, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { rows } from '@daybook/persistence';

/**
 * Keeps billing's own copy of what new orders are refused by, so that an order asks nobody. Personal values are there
 * as hashes only. Events come in any order: an entry that was lifted before it was heard of stays lifted.
 */
@Injectable()
export class BlacklistConsumer implements EventConsumer {
  readonly name = 'blacklist';
  readonly producers = ['customers'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'customers.customer.blacklisted' || type === 'customers.blacklist.lifted';
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      const { customerId } = event.data.context;
      if (customerId === undefined) continue;
      if (event.type === 'customers.customer.blacklisted') await this.add(em, customerId, event);
      if (event.type === 'customers.blacklist.lifted') await this.lift(em, customerId, event);
    }
  }

  private async add(em: EntityManager, customerId: string, event: DaybookEvent): Promise<void> {
    const { entries } = attributesOf(event, 'customers.customer.blacklisted');
    const { keys = {}, baseKeys = {} } = event.data.personal as Record<string, Record<string, string>>;
    for (const { id, kind, key } of entries) {
      const comparedBy = key ?? keys[id];
      // Erased with the person before it was heard of: there is nothing left to compare.
      if (comparedBy === undefined) continue;
      await rows(
        em,
        `insert into blacklist_entry (id, customer_id, kind, key, base_key) values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing`,
        [id, customerId, kind, comparedBy, kind === 'email' ? (baseKeys[id] ?? comparedBy) : null],
      );
    }
  }

  private async lift(em: EntityManager, customerId: string, event: DaybookEvent): Promise<void> {
    const { entryIds } = attributesOf(event, 'customers.blacklist.lifted');
    for (const id of entryIds) {
      await rows(
        em,
        `insert into blacklist_entry (id, customer_id, lifted) values ($1, $2, true)
         on conflict (id) do update set lifted = true, kind = null, key = null, base_key = null`,
        [id, customerId],
      );
    }
  }
}
