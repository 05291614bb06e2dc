import type { EntityManager } from '@mikro-orm/postgresql';
import type { AttributesOf, Call, CatalogKey, EventContext, EventPersonal } from '@daybook/contracts';
import { contextOf, record } from '@daybook/persistence';
import { knownCustomer } from '../parties/known-parties';
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
    context: await contextOfCase(em, subject),
    attributes: said.attributes,
    personal: said.personal,
    about: { caseId: subject.id },
  });
}

/** The customer's latest order; without one, the country of the customer's address. */
async function contextOfCase(em: EntityManager, subject: Case): Promise<EventContext> {
  const context = await contextOf(em, subject.customerId);
  if (context.country !== undefined) return context;
  const country = (await knownCustomer(em, subject.customerId))?.country ?? undefined;
  return country === undefined ? context : { ...context, country };
}
