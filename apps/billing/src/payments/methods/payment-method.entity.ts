import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DateTime } from 'luxon';
import { newId } from '@daybook/contracts';
import type { Card } from '../processor/card';
import { maskedCard } from '../processor/card';

/** `closed`: the card updater says that the card is no more; `removed`: somebody took it from the customer. */
export type PaymentMethodStatus = 'active' | 'closed' | 'removed';

/** A card of a customer, by the payment processor's token. */
@Entity({ tableName: 'payment_method' })
export class PaymentMethod {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'uuid' })
  customerId: string;

  @Property({ type: 'string' })
  status: PaymentMethodStatus = 'active';

  /** The processor's token of the card; not a card number. */
  @Property({ type: 'string' })
  token: string;

  @Property({ type: 'string', nullable: true })
  cardBin: string | null = null;

  @Property({ type: 'string', columnType: 'char(4)', nullable: true })
  cardLast4: string | null = null;

  @Property({ type: 'string', nullable: true })
  brand: string | null = null;

  @Property({ type: 'integer', nullable: true })
  expMonth: number | null = null;

  @Property({ type: 'integer', nullable: true })
  expYear: number | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  addedAt: Date;

  static add(customerId: string, token: string, now: Date): PaymentMethod {
    const method = new PaymentMethod();
    Object.assign(method, { id: newId(), customerId, token, addedAt: now });
    return method;
  }

  /** Takes over what is said of the card; what is not said stays. */
  describe({ bin, last4, brand, expMonth, expYear }: Partial<Card>): void {
    this.cardBin = bin ?? this.cardBin;
    this.cardLast4 = last4 ?? this.cardLast4;
    this.brand = brand ?? this.brand;
    this.expMonth = expMonth ?? this.expMonth;
    this.expYear = expYear ?? this.expYear;
  }

  /** Masked, as people may see it. */
  get masked(): string {
    return maskedCard(this.cardLast4);
  }

  /** Whether the month until whose end the card is good is over, wherever on earth. */
  expired(now: Date): boolean {
    if (this.expMonth === null || this.expYear === null) return false;
    return now > DateTime.utc(this.expYear, this.expMonth).endOf('month').plus({ hours: 12 }).toJSDate();
  }
}
