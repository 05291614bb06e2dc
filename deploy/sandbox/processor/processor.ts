import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';

import Big from 'big.js';

import { SandboxJournal } from '../sandbox-journal';
import { SandboxRefusal } from '../sandbox-refusal';
import {
  type Answer,
  type Charge,
  type ChargeOperation,
  inCurrency,
  type LedgerRecord,
  ProcessorLedger,
} from './processor-ledger';
import { type Card, readTestNumber } from './test-cards';

export interface ChargeRequest {
  token: string;
  amount: string;
  currency: string;
  capture: boolean;
  reference: string;
}

/** What to send back; `silent` means that the client never gets it. */
export interface Outcome {
  httpStatus: number;
  body: object;
  silent: boolean;
}

/** The payment processor: decides on charges, captures, voids and refunds, each once per idempotency key. */
export class Processor {
  private constructor(
    readonly ledger: ProcessorLedger,
    private readonly journal: SandboxJournal<LedgerRecord>,
    private readonly now: () => Date,
  ) {}

  static async open(home: string, now: () => Date): Promise<Processor> {
    const ledger = new ProcessorLedger();
    const journal = await SandboxJournal.open<LedgerRecord>(join(home, 'processor.jsonl'), (record) =>
      ledger.apply(record),
    );
    return new Processor(ledger, journal, now);
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  async tokenize(number: string, expMonth: number, expYear: number): Promise<Card> {
    const read = readTestNumber(number);
    if (!read)
      throw new SandboxRefusal(
        422,
        'not_a_test_number',
        'only the test numbers listed in the sandbox guide are taken',
      );
    const card = { token: `tok_${randomUUID().replaceAll('-', '')}`, ...read, expMonth, expYear };
    await this.keep({ kind: 'card', card });
    return card;
  }

  async charge(key: string, request: ChargeRequest): Promise<Outcome> {
    const fingerprint = fingerprintOf('charge', request);
    const card = this.ledger.cards.get(request.token);
    const silent = card?.behaviour === 'timeout' || card?.behaviour === 'timeout_lost';
    const known = this.known(key, fingerprint);
    if (known) return { ...(await this.answered(known)), silent };
    if (!card)
      return this.refuse(key, fingerprint, 422, 'token_not_found', `there is no token ${request.token}`);
    if (card.behaviour === 'timeout_lost') return { httpStatus: 504, body: {}, silent };

    const charge = this.decide(card, request);
    const answer: Answer = { key, fingerprint, httpStatus: 201, result: { ...charge } };
    await this.keep({ kind: 'charge', charge, answer });
    return { httpStatus: 201, body: answer.result, silent };
  }

  async operate(
    key: string,
    type: ChargeOperation['type'],
    chargeId: string,
    amount: string | undefined,
  ): Promise<Outcome> {
    const fingerprint = fingerprintOf(type, { chargeId, amount: amount ?? null });
    const known = this.known(key, fingerprint);
    if (known) return this.answered(known);

    const charge = this.ledger.charge(chargeId);
    const open = new Big(charge.amount).minus(charge.refunded);
    const asked =
      type === 'refund' ? (amount ?? inCurrency(open, charge.currency)) : (amount ?? charge.amount);
    const broken = brokenRule(type, charge, new Big(asked), open);
    if (broken) return this.refuse(key, fingerprint, broken.status, broken.code, broken.message);

    const behaviour = this.ledger.card(charge.token).behaviour;
    const declined =
      (type === 'refund' && behaviour === 'refund_fails') ||
      (type === 'capture' && behaviour === 'capture_fails');
    const operation: ChargeOperation = {
      id: `${type === 'refund' ? 're' : type === 'void' ? 'vo' : 'ca'}_${randomUUID().replaceAll('-', '')}`,
      type,
      chargeId,
      status: declined ? 'declined' : 'succeeded',
      declineKind: declined ? 'soft' : null,
      responseCode: declined ? '91' : '00',
      amount: inCurrency(asked, charge.currency),
      currency: charge.currency,
      captured: charge.captured || (type === 'capture' && !declined),
      settled: charge.settled,
      voided: charge.voided || (type === 'void' && !declined),
      refunded:
        type === 'refund' && !declined
          ? inCurrency(new Big(charge.refunded).plus(asked), charge.currency)
          : charge.refunded,
      createdAt: this.now().toISOString(),
    };
    await this.keep({
      kind: 'operation',
      operation,
      answer: { key, fingerprint, httpStatus: 200, result: operation },
    });
    return { httpStatus: 200, body: operation, silent: false };
  }

  /** Settles all that is captured. */
  async settle(): Promise<{ id: string; settled: number; chargeIds: string[] }> {
    const chargeIds = this.ledger.unsettled().map((charge) => charge.id);
    const id = `set_${randomUUID().replaceAll('-', '')}`;
    if (chargeIds.length > 0)
      await this.keep({ kind: 'settlement', id, at: this.now().toISOString(), chargeIds });
    return { id, settled: chargeIds.length, chargeIds };
  }

  private decide(card: Card, request: ChargeRequest): Charge {
    const now = this.now();
    const expired = new Date(Date.UTC(card.expYear, card.expMonth, 1)) <= now;
    const decline = expired
      ? { kind: 'hard' as const, code: '54' }
      : card.behaviour === 'soft_decline'
        ? { kind: 'soft' as const, code: '51' }
        : card.behaviour === 'hard_decline'
          ? { kind: 'hard' as const, code: '43' }
          : undefined;
    return {
      id: `ch_${randomUUID().replaceAll('-', '')}`,
      status: decline ? 'declined' : 'succeeded',
      declineKind: decline?.kind ?? null,
      responseCode: decline?.code ?? '00',
      amount: inCurrency(request.amount, request.currency),
      currency: request.currency,
      captured: !decline && request.capture,
      settled: false,
      voided: false,
      refunded: inCurrency(0, request.currency),
      bin: card.bin,
      last4: card.last4,
      reference: request.reference,
      token: card.token,
      createdAt: now.toISOString(),
    };
  }

  private known(key: string, fingerprint: string): Answer | undefined {
    const answer = this.ledger.answers.get(key);
    if (answer && answer.fingerprint !== fingerprint) {
      throw new SandboxRefusal(422, 'idempotency_key_reused', `the key ${key} was used with another request`);
    }
    return answer;
  }

  private async answered(answer: Answer): Promise<Outcome> {
    return { httpStatus: answer.httpStatus, body: answer.result, silent: false };
  }

  private async refuse(
    key: string,
    fingerprint: string,
    httpStatus: number,
    code: string,
    message: string,
  ): Promise<Outcome> {
    const result = { status: 'refused' as const, code, message };
    await this.keep({ kind: 'refusal', answer: { key, fingerprint, httpStatus, result } });
    return { httpStatus, body: result, silent: false };
  }

  /** Applied before it is on the disk, so that two requests never decide on the same state; answered only afterwards. */
  private keep(record: LedgerRecord): Promise<void> {
    this.ledger.apply(record);
    return this.journal.append(record);
  }
}

function brokenRule(
  type: ChargeOperation['type'],
  charge: Charge,
  amount: Big,
  open: Big,
): { status: number; code: string; message: string } | undefined {
  if (charge.status !== 'succeeded')
    return { status: 409, code: 'charge_declined', message: 'the charge did not go through' };
  if (charge.voided) return { status: 409, code: 'already_voided', message: 'the charge is voided' };
  if (type === 'capture') {
    if (charge.captured) return { status: 409, code: 'already_captured', message: 'the charge is captured' };
    if (amount.gt(charge.amount))
      return {
        status: 422,
        code: 'capture_exceeds_charge',
        message: `at most ${charge.amount} can be captured`,
      };
  }
  if (type === 'void') {
    if (charge.settled)
      return { status: 409, code: 'already_settled', message: 'a settled charge can only be refunded' };
    if (!amount.eq(charge.amount))
      return { status: 422, code: 'void_is_whole', message: 'a void is for the whole amount' };
  }
  if (type === 'refund') {
    if (!charge.settled)
      return { status: 409, code: 'not_settled', message: 'only a settled charge can be refunded' };
    if (amount.gt(open) || open.eq(0))
      return {
        status: 422,
        code: 'refund_exceeds_charge',
        message: `at most ${inCurrency(open, charge.currency)} can be refunded`,
      };
  }
  return undefined;
}

function fingerprintOf(type: string, request: object): string {
  return createHash('sha256')
    .update(JSON.stringify([type, Object.entries(request).sort()]))
    .digest('base64url');
}
