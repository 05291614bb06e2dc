import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type BlacklistCustomerInput,
  type BlacklistView,
  type Call,
  type CustomerIdInput,
  type LiftBlacklistInput,
} from '@daybook/contracts';
import {
  blacklistKey,
  Clock,
  isPersonalKind,
  record,
  UnitOfWork,
  withoutPlusPart,
} from '@daybook/persistence';
import { contextOfCustomer } from '../customers/customer-context';
import type { Customer } from '../customers/customer.entity';
import { customerForChange, visibleCustomer } from '../customers/customer-scope';
import { BlacklistEntry, toEntryView } from './blacklist-entry.entity';
import { blacklistValues } from './blacklist-values';

/** Who is blacklisted, and by what. Billing refuses orders by the events told here. */
@Injectable()
export class BlacklistService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  read(input: CustomerIdInput, call: Call): Promise<BlacklistView> {
    return this.work.read(async (em) => {
      const customer = await visibleCustomer(em, input.id, call.actor);
      return viewOf(customer.id, await entriesOf(em, customer.id));
    });
  }

  /** What is wanted already stays as it is, so that doing it again records nothing. */
  put(input: BlacklistCustomerInput, call: Call): Promise<BlacklistView> {
    return this.work.command(call, async (em) => {
      const customer = await customerForChange(em, input.id, call.actor);
      const wanted = blacklistValues(customer, input.entries);
      const there = await entriesOf(em, customer.id);
      const has = (list: readonly Pick<BlacklistEntry, 'kind' | 'value'>[], one: (typeof wanted)[number]) =>
        list.some(({ kind, value }) => kind === one.kind && value === one.value);
      const gone = there.filter((entry) => !has(wanted, entry));
      const now = this.clock.now();
      const added = wanted
        .filter((entry) => !has(there, entry))
        .map((entry) => BlacklistEntry.of(customer.id, entry, input.reason, call.actor, now));
      for (const entry of gone) em.remove(entry);
      for (const entry of added) em.persist(entry);
      if (gone.length > 0) await this.recordLifted(em, customer, gone, input.reason, call);
      if (added.length > 0) await this.recordAdded(em, customer, added, input.reason, call);
      await em.flush();
      return viewOf(customer.id, await entriesOf(em, customer.id));
    });
  }

  lift(input: LiftBlacklistInput, call: Call): Promise<BlacklistView> {
    return this.work.command(call, async (em) => {
      const customer = await customerForChange(em, input.id, call.actor);
      const there = await entriesOf(em, customer.id);
      if (there.length === 0) throw new DomainError('customers.not_blacklisted');
      for (const entry of there) em.remove(entry);
      await this.recordLifted(em, customer, there, input.reason, call);
      return viewOf(customer.id, []);
    });
  }

  private async recordAdded(
    em: EntityManager,
    customer: Customer,
    entries: readonly BlacklistEntry[],
    reason: string,
    call: Call,
  ): Promise<void> {
    const keys = entries.flatMap(({ id, kind, value }) =>
      isPersonalKind(kind) ? [[id, blacklistKey(kind, value)]] : [],
    );
    const baseKeys = entries.flatMap(({ id, kind, value }) =>
      kind === 'email' ? [[id, blacklistKey(kind, withoutPlusPart(value))]] : [],
    );
    record(em, 'customers.customer.blacklisted', {
      call,
      context: await contextOfCustomer(em, customer),
      attributes: {
        kinds: kindsOf(entries),
        entries: entries.map(({ id, kind, value }) => ({
          id,
          kind,
          ...(isPersonalKind(kind) ? {} : { key: blacklistKey(kind, value) }),
        })),
      },
      personal: {
        name: customer.name,
        text: reason,
        keys: Object.fromEntries(keys) as object,
        baseKeys: Object.fromEntries(baseKeys) as object,
      },
    });
  }

  private async recordLifted(
    em: EntityManager,
    customer: Customer,
    entries: readonly BlacklistEntry[],
    reason: string,
    call: Call,
  ): Promise<void> {
    record(em, 'customers.blacklist.lifted', {
      call,
      context: await contextOfCustomer(em, customer),
      attributes: { kinds: kindsOf(entries), entryIds: entries.map(({ id }) => id) },
      personal: { name: customer.name, text: reason },
    });
  }
}

function entriesOf(em: EntityManager, customerId: string): Promise<BlacklistEntry[]> {
  return em.find(BlacklistEntry, { customerId }, { orderBy: { createdAt: 'asc', id: 'asc' } });
}

function viewOf(customerId: string, entries: readonly BlacklistEntry[]): BlacklistView {
  return { customerId, blacklisted: entries.length > 0, entries: entries.map(toEntryView) };
}

function kindsOf(entries: readonly BlacklistEntry[]): BlacklistEntry['kind'][] {
  return [...new Set(entries.map(({ kind }) => kind))];
}
