import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Call, IdentifySenderInput, SenderView } from '@daybook/contracts';
import { Bound, Clock, firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { Customer } from './customer.entity';
import { createCustomer } from './customers.service';
import { has, textOf } from './search-conditions';

interface Found {
  id: string;
  name: string;
  country: string | null;
}

/** Says who e-mails come from. */
@Injectable()
export class MailSendersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Who has the address; a new customer where nobody has and one is wanted. */
  async identify(input: IdentifySenderInput, call: Call): Promise<SenderView> {
    const found = await this.work.read((em) => customerWith(em, input.address));
    if (found !== undefined || !input.create) return found === undefined ? {} : { customer: found };
    return this.work.transaction(async (em) => {
      const address = input.address.toLowerCase();
      // Waits for whoever makes the same one just now.
      await rows(em, 'select pg_advisory_xact_lock(hashtext($1))', [`mail sender ${address}`]);
      const meanwhile = await customerWith(em, address);
      if (meanwhile !== undefined) return { customer: meanwhile };
      const customer = Customer.create(
        { name: input.name ?? address, emails: [{ address }] },
        call.actor,
        this.clock.now(),
      );
      await createCustomer(em, customer, call);
      return { customer: { id: customer.id, name: customer.name, country: customer.country } };
    });
  }
}

/** Who has an address as the primary one, else who was changed last. */
function customerWith(em: EntityManager, address: string): Promise<Found | undefined> {
  const bound = new Bound(textOf(has('email', address.toLowerCase())), address.toLowerCase());
  return firstRow<Found>(
    em,
    `select c.id, c.name, c.addresses #>> '{0,country}' country
     from customer_search s join customer c on c.id = s.customer_id
     where s.terms @@ $1::tsquery
     order by exists (
       select from jsonb_to_recordset(c.emails) as e (address text, "primary" boolean)
       where e."primary" and lower(e.address) = $2) desc, c.updated_at desc
     limit 1`,
    bound.values,
  );
}
