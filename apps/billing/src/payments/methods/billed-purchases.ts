import type { EntityManager } from '@mikro-orm/postgresql';
import type { PaymentMethod } from './payment-method.entity';

/** A purchase, as people are told which one. */
export interface BilledPurchase {
  id: string;
  productName: string;
  orderNumber: string;
  campaignId: string;
}

/** The purchases that are billed to payment methods, which know none of them: purchases register what they do. */
export abstract class BilledPurchases {
  /** The product that a customer is subscribed to now: the latest one where there are several. */
  abstract activeProductOf(em: EntityManager, customerId: string): Promise<string | undefined>;
  /** The purchases that an order made are billed to the method it was paid with. */
  abstract billTo(em: EntityManager, orderId: string, method: PaymentMethod): Promise<void>;
  /** The purchases that are still going to be billed to a method. */
  abstract billedTo(em: EntityManager, method: PaymentMethod): Promise<BilledPurchase[]>;
  /** Another method takes the place of one. */
  abstract replace(em: EntityManager, replaced: PaymentMethod, by: PaymentMethod): Promise<void>;
}
