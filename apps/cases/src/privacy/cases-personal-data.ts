import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PersonalData } from '@daybook/messaging';
import { rows } from '@daybook/persistence';

const OWN_CASES = '(select id from customer_case where customer_id = $1)';
const OWN_RECORDS = '(select id from service_record where customer_id = $1)';

const ERASURES = [
  `update customer_case set subject = '', ccs = '[]', status_reason = null, version = version + 1
   where (subject <> '' or ccs <> '[]' or status_reason is not null) and customer_id = $1`,
  `update case_message set text = '', ccs = '[]', quoted = null, html = null, message_id = null, from_address = null,
     delivery = delivery || '{"bounced": []}'
   where (text <> '' or ccs <> '[]' or quoted is not null or html is not null or message_id is not null or from_address is not null
     or delivery -> 'bounced' <> '[]') and case_id in ${OWN_CASES}`,
  `delete from attachment_piece where attachment_id in (select id from attachment where case_id in ${OWN_CASES})`,
  `update attachment set filename = '', sha256 = '', content_id = null, state = 'refused', refused = null
   where filename <> '' and case_id in ${OWN_CASES}`,
  `update inbound_mail set raw = null, envelope_from = '', envelope_to = '[]', from_address = null, subject = null
   where (raw is not null or subject is not null or from_address is not null)
     and status <> 'waiting' and (customer_id = $1 or case_id in ${OWN_CASES})`,
  `update case_message set author_name = ''
   where author_type = 'customer' and author_name <> '' and case_id in ${OWN_CASES}`,
  `update service_record set notes = null, contact = null, version = version + 1
   where (notes is not null or contact is not null) and customer_id = $1`,
  `update conversation set text = null, summary = null
   where (text is not null or summary is not null) and record_id in ${OWN_RECORDS}`,
  `delete from pending_record_fact where record_id in ${OWN_RECORDS}`,
  `update known_customer set name = null where name is not null and id = $1`,
];

/** What cases keeps of persons: what was written to and about them. */
@Injectable()
export class CasesPersonalData implements PersonalData {
  async erase(em: EntityManager, customerId: string): Promise<void> {
    for (const erasure of ERASURES) await rows(em, erasure, [customerId]);
  }
}
