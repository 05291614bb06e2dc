import { FlushMode, LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { IntakeData, IntakeSubject, IntakeSubjectOf, IntakeType } from '@daybook/contracts';
import { clock, firstRow } from '@daybook/persistence';
import { lockAccount, type Account } from '../../accounts/account.entity';
import type { BillingEngine } from '../../engines/billing-engine.entity';
import { Order } from '../../orders/order.entity';
import { Purchase } from '../../purchases/purchase.entity';
import { Transaction } from '../../payments/transaction.entity';
import { IntakeRefusal, type ReadMessage } from './intake-reader';
import type { Naming } from './message-identity';
import { prefetchedFor } from './prefetched';

/** What a message is about, found and locked. */
export interface Subjects {
  purchase: { id: string; order: Order; purchase: Purchase };
  order: { id: string; order: Order };
  transaction: { id: string; order: Order; transaction: Transaction };
  /** With the purchase, where the message named one. */
  account: { id: string; account: Account; purchase: Purchase | null };
}

/** What a message is about, whatever it is. */
export type Subject = Subjects[keyof Subjects];

/** A message whose subject is found: what it is about, locked, and by what its events are known. */
export type Received<S extends keyof Subjects> = Subjects[S] & {
  em: EntityManager;
  message: ReadMessage;
  engineId: string;
  now: Date;
  by: { time: Date; correlationId: string };
};

/** Applies one type of message and records what it tells. */
export type IntakeHandler<T extends IntakeType> = (
  received: Received<IntakeSubjectOf<T>>,
  data: IntakeData<T>,
) => void | Promise<void>;

/** The handlers of some types. */
export type IntakeHandlers<T extends IntakeType> = { readonly [K in T]: IntakeHandler<K> };

/**
 * Finds what a message is about, and locks it; of several things that it names the first that is known. Our id and the engine's own reference, given together, are tied.
 * @returns null when it is not known yet
 * @throws IntakeRefusal when it is none of the engine's, or id and reference belong to different things
 */
export async function subjectOf(
  em: EntityManager,
  engine: BillingEngine,
  message: ReadMessage,
): Promise<Subject | null> {
  for (const naming of message.namings) {
    const found = await named(em, engine, naming, message.about);
    if (found !== null) return found;
  }
  return null;
}

async function named(
  em: EntityManager,
  engine: BillingEngine,
  naming: Naming,
  about: IntakeSubject,
): Promise<Subject | null> {
  const tied =
    naming.reference === undefined ? undefined : await tiedTo(em, engine.id, naming.kind, naming.reference);
  if (tied !== undefined && naming.id !== undefined && tied !== naming.id) {
    throw new IntakeRefusal('intake.reference_conflict', 'The reference belongs to something else.');
  }
  const id = naming.id ?? tied;
  if (id === undefined) return null;
  const found = await finders[naming.kind](em, engine, id);
  if (found === null) return null;
  if (naming.reference !== undefined && tied === undefined) {
    if (naming.kind === 'purchase') await tiePurchase(em, engine.id, purchaseOf(found), naming.reference);
    else await linkReference(em, engine.id, naming.kind, naming.reference, id);
  }
  if (about !== 'account' || naming.kind === 'account') return found;
  const purchase = purchaseOf(found);
  const account = await lockAccount(em, purchase.customerId, clock.now());
  return { id: purchase.customerId, account, purchase };
}

function purchaseOf(subject: Subject): Purchase {
  return (subject as Subjects['purchase']).purchase;
}

type Finder = (em: EntityManager, engine: BillingEngine, id: string) => Promise<Subject | null>;

/** It is in memory with all that the messages before did to it; nothing needs to be written to find it. */
const AT_HAND = { flushMode: FlushMode.COMMIT } as const;
const LOCKED = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;

const finders: Readonly<Record<IntakeSubject, Finder>> = {
  purchase: async (em, engine, id) => {
    const isLocked = prefetchedFor(em, engine.id)?.locked.has(id) === true;
    const purchase = await em.findOne(Purchase, { id }, isLocked ? AT_HAND : LOCKED);
    if (purchase === null) return null;
    if (purchase.engineId !== engine.id) {
      throw new IntakeRefusal('intake.not_your_purchase', `${engine.name} does not bill purchase ${id}.`);
    }
    const order = await em.findOneOrFail(Order, { id: purchase.orderId }, isLocked ? AT_HAND : {});
    return { id, purchase, order };
  },
  order: async (em, engine, id) => {
    const order = await em.findOne(Order, { id }, LOCKED);
    if (order !== null && order.engineId !== engine.id) refuseForeign('order', id);
    return order === null ? null : { id, order };
  },
  transaction: async (em, engine, id) => {
    const found = await em.findOne(Transaction, { id });
    if (found === null) return null;
    // The order first, as everywhere.
    const order = await em.findOneOrFail(Order, { id: found.orderId }, LOCKED);
    if (found.engineId !== engine.id && order.engineId !== engine.id) refuseForeign('transaction', id);
    return { id, order, transaction: await em.findOneOrFail(Transaction, { id }, LOCKED) };
  },
  // An engine knows a customer by the orders that it bills: any other is as if not known yet.
  account: async (em, engine, customerId) => {
    const known = await em.findOne(Order, { customerId, engineId: engine.id }, { fields: ['id'] });
    if (known === null) return null;
    return { id: customerId, account: await lockAccount(em, customerId, clock.now()), purchase: null };
  },
};

function refuseForeign(what: string, id: string): never {
  throw new IntakeRefusal('intake.not_yours', `The ${what} ${id} is none of this engine’s.`);
}

async function tiedTo(
  em: EntityManager,
  engineId: string,
  kind: IntakeSubject,
  reference: string,
): Promise<string | undefined> {
  const known = kind === 'purchase' ? prefetchedFor(em, engineId)?.tied.get(reference) : undefined;
  if (known !== undefined) return known;
  const row =
    kind === 'purchase'
      ? await firstRow<{ id: string }>(
          em,
          'select purchase_id id from engine_reference where engine_id = $1 and reference = $2',
          [engineId, reference],
        )
      : await firstRow<{ id: string }>(
          em,
          'select subject_id id from engine_subject_reference where engine_id = $1 and kind = $2 and reference = $3',
          [engineId, kind, reference],
        );
  return row?.id;
}

/**
 * Remembers what an engine calls one of our things.
 * @throws IntakeRefusal `intake.reference_conflict` where either is known under another name
 */
export async function linkReference(
  em: EntityManager,
  engineId: string,
  kind: Exclude<IntakeSubject, 'purchase'>,
  reference: string,
  id: string,
): Promise<void> {
  const tied = await firstRow(
    em,
    `insert into engine_subject_reference (engine_id, kind, reference, subject_id) values ($1, $2, $3, $4)
     on conflict do nothing returning subject_id`,
    [engineId, kind, reference, id],
  );
  if (tied === undefined) refuseTied(kind, id);
}

/** The same for a purchase, whose reference an order may have reserved. */
async function tiePurchase(
  em: EntityManager,
  engineId: string,
  purchase: Purchase,
  reference: string,
): Promise<void> {
  const tied = await firstRow(
    em,
    `insert into engine_reference (engine_id, reference, purchase_id) values ($1, $2, $3)
     on conflict do nothing returning purchase_id`,
    [engineId, reference, purchase.id],
  );
  if (tied === undefined) refuseTied('purchase', purchase.id);
  purchase.engineReference = reference;
}

function refuseTied(kind: IntakeSubject, id: string): never {
  throw new IntakeRefusal(
    'intake.reference_conflict',
    `The ${kind} ${id} is known under another reference, or the reference is another ${kind}'s.`,
  );
}
