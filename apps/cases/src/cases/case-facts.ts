import type { EntityManager } from '@mikro-orm/postgresql';
import type { AttributesOf, Call, CatalogKey, EventPersonal } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { contextOfCustomer } from '../people/customer-context';
import type { Case } from './case.entity';

/** Keys of what happens to cases. */
export type CaseFactKey = Extract<CatalogKey, `cases.case.${string}`>;

/** Records what happened to a case, with what surrounds its customer. */
export async function recordCaseFact<K extends CaseFactKey>(
  em: EntityManager,
  key: K,
  subject: Case,
  call: Call,
  said: { attributes: AttributesOf<K>; personal?: EventPersonal },
): Promise<void> {
  record(em, key, {
    call,
    context: await contextOfCustomer(em, subject.customerId),
    attributes: said.attributes,
    personal: said.personal,
    about: { caseId: subject.id },
  });
}
