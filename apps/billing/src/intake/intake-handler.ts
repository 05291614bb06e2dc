import type { EntityManager } from '@mikro-orm/postgresql';
import type { IntakeData, IntakeSubjectOf, IntakeType } from '@daybook/contracts';
import type { Account } from '../accounts/account.entity';
import type { Order } from '../orders/order.entity';
import type { Purchase } from '../purchases/purchase.entity';
import type { Transaction } from '../payments/transaction.entity';
import type { ReadMessage } from './intake-reader';

/** What a message is about, found and locked. */
export interface Subjects {
  purchase: { id: string; order: Order; purchase: Purchase };
  order: { id: string; order: Order };
  transaction: { id: string; order: Order; transaction: Transaction };
  /** With the purchase, where the message named one. */
  account: { id: string; account: Account; purchase: Purchase | null };
}

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
