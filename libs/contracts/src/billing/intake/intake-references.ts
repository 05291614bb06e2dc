import { type FieldDecorator, Id, Line } from '../../fields';

/** Names the purchase that a message is about: by our id, by the engine's own reference, or both (which ties them together). */
export class PurchaseReference {
  @Id('Our id of the purchase (UUID). Give this, `engineReference`, or both.', { optional: 'not null' })
  purchaseId?: string;

  @Line(
    "The engine's own reference of the purchase, 1–100 characters. Given together with `purchaseId` once, it is remembered and suffices afterwards.",
    { optional: 'not null', min: 1, max: 100 },
  )
  engineReference?: string;
}

/** The engine's own reference of a fact that may happen more than once. */
export function FactReference(): FieldDecorator {
  return Line(
    "The engine's own reference of this fact, 1–100 characters: the same one counts once, whatever message it comes in. Absent: the fact is known by its `time`.",
    { optional: 'not null', min: 1, max: 100 },
  );
}

/** Names a purchase, in a message about something that may happen to it more than once. */
export class RepeatedPurchaseReference extends PurchaseReference {
  @FactReference()
  factReference?: string;
}

/** Names the order that a message is about: by our id, by the engine's own reference, or both (which ties them together). */
export class OrderReference {
  @Id('Our id of the order (UUID). Give this, `orderReference`, or both.', { optional: 'not null' })
  orderId?: string;

  @Line(
    "The engine's own reference of the order, 1–100 characters. Given together with `orderId` once, it is remembered and suffices afterwards.",
    { optional: 'not null', min: 1, max: 100 },
  )
  orderReference?: string;

  @FactReference()
  factReference?: string;
}

/** Names the transaction that a message is about: by our id, by the engine's own reference, or both (which ties them together). */
export class TransactionReference {
  @Id('Our id of the transaction (UUID). Give this, `transactionReference`, or both.', {
    optional: 'not null',
  })
  transactionId?: string;

  @Line(
    "The engine's own reference of the transaction, 1–100 characters: the one given when the cycle was billed, or once beside `transactionId`.",
    { optional: 'not null', min: 1, max: 100 },
  )
  transactionReference?: string;
}

/** Names the customer whose account a message is about: by our id or the engine's own reference, or by a purchase of theirs. */
export class AccountReference extends RepeatedPurchaseReference {
  @Id(
    'Our id of the customer (UUID). Give this, `customerReference`, both, or a purchase of the customer instead.',
    { optional: 'not null' },
  )
  customerId?: string;

  @Line(
    "The engine's own reference of the customer, 1–100 characters. Given together with `customerId` once, it is remembered and suffices afterwards.",
    { optional: 'not null', min: 1, max: 100 },
  )
  customerReference?: string;
}

/**
 * Names what a message is about whose type Daybook does not know: something of the engine's own, by our id or its own
 * reference. All else that its data says is kept as it came.
 */
export class UnknownFactReference extends AccountReference {
  @Id('Our id of an order of the engine (UUID).', { optional: 'not null' })
  orderId?: string;

  @Line("The engine's own reference of an order, 1–100 characters.", {
    optional: 'not null',
    min: 1,
    max: 100,
  })
  orderReference?: string;

  @Id('Our id of a transaction of such an order (UUID).', { optional: 'not null' })
  transactionId?: string;

  @Line("The engine's own reference of a transaction, 1–100 characters.", {
    optional: 'not null',
    min: 1,
    max: 100,
  })
  transactionReference?: string;
}
