import Big from 'big.js';

import { SandboxRefusal } from '../sandbox-refusal';
import { type Card, wellKnownCards } from './test-cards';

export interface Charge {
  id: string;
  status: 'succeeded' | 'declined';
  declineKind: 'soft' | 'hard' | null;
  responseCode: string;
  amount: string;
  currency: string;
  captured: boolean;
  settled: boolean;
  voided: boolean;
  refunded: string;
  bin: string;
  last4: string;
  reference: string;
  token: string;
  createdAt: string;
}

/** What a capture, void or refund answers. `id` is the operation's own; `captured`, `settled`, … are the charge's. */
export interface ChargeOperation {
  id: string;
  type: 'capture' | 'void' | 'refund';
  chargeId: string;
  status: 'succeeded' | 'declined';
  declineKind: 'soft' | 'hard' | null;
  responseCode: string;
  amount: string;
  currency: string;
  captured: boolean;
  settled: boolean;
  voided: boolean;
  refunded: string;
  createdAt: string;
}

export interface Refused {
  status: 'refused';
  code: string;
  message: string;
}

/** The answer that was given under an idempotency key. */
export interface Answer {
  key: string;
  fingerprint: string;
  httpStatus: number;
  result: Charge | ChargeOperation | Refused;
}

export type LedgerRecord =
  | { kind: 'card'; card: Card }
  | { kind: 'charge'; charge: Charge; answer: Answer }
  | { kind: 'operation'; operation: ChargeOperation; answer: Answer }
  | { kind: 'refusal'; answer: Answer }
  | { kind: 'settlement'; id: string; at: string; chargeIds: string[] };

/** Cards, charges and answers in memory. `apply` is the only thing that changes them, so replaying the records rebuilds it. */
export class ProcessorLedger {
  readonly cards = new Map<string, Card>(wellKnownCards().map((card) => [card.token, card]));
  readonly charges = new Map<string, Charge>();
  readonly operations: ChargeOperation[] = [];
  readonly answers = new Map<string, Answer>();

  apply(record: LedgerRecord): void {
    switch (record.kind) {
      case 'card':
        this.cards.set(record.card.token, record.card);
        return;
      case 'charge':
        this.charges.set(record.charge.id, { ...record.charge });
        break;
      case 'operation':
        this.applyOperation(record.operation);
        break;
      case 'settlement':
        for (const id of record.chargeIds) this.charge(id).settled = true;
        return;
      case 'refusal':
        break;
    }
    this.answers.set(record.answer.key, record.answer);
  }

  /** The charge, or a refusal with 404. */
  charge(id: string): Charge {
    const charge = this.charges.get(id);
    if (!charge) throw new SandboxRefusal(404, 'charge_not_found', `there is no charge ${id}`);
    return charge;
  }

  card(token: string): Card {
    const card = this.cards.get(token);
    if (!card) throw new SandboxRefusal(404, 'token_not_found', `there is no token ${token}`);
    return card;
  }

  /** Money that went through, is captured and not yet settled. */
  unsettled(): Charge[] {
    return [...this.charges.values()].filter(
      (charge) => charge.status === 'succeeded' && charge.captured && !charge.settled && !charge.voided,
    );
  }

  private applyOperation(operation: ChargeOperation): void {
    this.operations.push(operation);
    if (operation.status !== 'succeeded') return;
    const charge = this.charge(operation.chargeId);
    if (operation.type === 'capture') charge.captured = true;
    if (operation.type === 'void') charge.voided = true;
    if (operation.type === 'refund')
      charge.refunded = inCurrency(new Big(charge.refunded).plus(operation.amount), charge.currency);
  }
}

/** An amount as a decimal string with as many digits as the currency has. */
export function inCurrency(amount: Big | string | number, currency: string): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
  return new Big(amount).toFixed(digits);
}
