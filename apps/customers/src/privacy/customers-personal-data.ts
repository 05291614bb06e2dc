import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PersonalData } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import { eraseSearchTerms } from '../customers/search-terms';

const ERASURES = [
  `update customer_note set text = '' where text <> '' and customer_id = $1`,
  `update customer_note set author_name = '' where author_type = 'customer' and author_name <> '' and customer_id = $1`,
  // What nobody can be recognised by stays in force: a card BIN, a country, a state.
  `delete from blacklist_entry where kind in ('email', 'phone', 'ip') and customer_id = $1`,
  `update blacklist_entry set reason = '' where reason <> '' and customer_id = $1`,
  `update message set recipients = '[]', text = '', last_error = null,
     subject = case when subject is null then null else '' end, reply = reply - 'references' - 'attachments',
     status = case when status = 'waiting' then 'dropped' else status end
   where (text <> '' or recipients <> '[]') and customer_id = $1`,
];

/** What stands about a customer beside the profile, which the command itself erases. */
@Injectable()
export class CustomersPersonalData implements PersonalData {
  async erase(em: EntityManager, customerId: string): Promise<void> {
    await eraseSearchTerms(em, customerId);
    for (const erasure of ERASURES) await rows(em, erasure, [customerId]);
  }
}
