import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { attributesOf, type CatalogKey, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { knownCustomer, noteCustomer, noteUser } from './known-people';

/** What tells who somebody is; a name stands in much else too, as it was known there. */
const SPOKEN_OF: ReadonlySet<string> = new Set<CatalogKey>([
  'gateway.user.changed',
  'customers.customer.created',
  'customers.customer.updated',
  'customers.customer.anonymised',
  'customers.address.changed',
]);

/** Keeps the names of customers and users that cases show. */
@Injectable()
export class PeopleConsumer implements EventConsumer {
  readonly name = 'people';
  readonly producers = ['customers', 'gateway'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return SPOKEN_OF.has(type);
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'gateway.user.changed') {
        const { id, name, retired } = attributesOf(event, 'gateway.user.changed');
        await noteUser(em, { id, username: name, retired }, event.time);
      } else {
        await this.hearOfCustomer(em, event);
      }
    }
  }

  private async hearOfCustomer(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { context, personal } = event.data;
    const id = context.customerId;
    if (id === undefined) return;
    if (event.type === 'customers.customer.anonymised') {
      await noteCustomer(em, { id, name: null, country: null, ownerId: null }, event.time);
    } else if (typeof personal.name === 'string') {
      const country = context.country ?? (await knownCustomer(em, id))?.country ?? null;
      await noteCustomer(em, { id, name: personal.name, country, ownerId: ownerIn(event) }, event.time);
    }
  }
}

/** Whose customer it is, where an event tells that; undefined where it does not. */
function ownerIn(event: DaybookEvent): string | null | undefined {
  if (event.type === 'customers.customer.created')
    return attributesOf(event, 'customers.customer.created').ownerId ?? null;
  if (event.type !== 'customers.customer.updated') return undefined;
  const { fieldNames, ownerId } = attributesOf(event, 'customers.customer.updated');
  return fieldNames.includes('ownerId') ? (ownerId ?? null) : undefined;
}
