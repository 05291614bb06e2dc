import type { EntityManager } from '@mikro-orm/postgresql';
import {
  SYSTEM,
  type AttributesOf,
  type Call,
  type CatalogKey,
  type EventPersonal,
} from '@daybook/contracts';
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

/** Records the targets that a case has missed, each at the moment at which it was due. Called under the case's lock. */
export async function recordMissedTargets(em: EntityManager, subject: Case, now: Date): Promise<void> {
  for (const { kind, dueAt } of subject.missTargets(now)) {
    record(em, 'cases.case.target_missed', {
      actor: SYSTEM,
      time: new Date(dueAt),
      context: await contextOfCustomer(em, subject.customerId),
      attributes: {
        caseNumber: subject.label,
        target: kind === 'firstReply' ? 'first_reply' : 'resolution',
        dueAt,
      },
      about: { caseId: subject.id },
    });
  }
}
