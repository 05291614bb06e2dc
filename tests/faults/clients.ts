import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CaseView, CustomerView, OrderView } from '@daybook/contracts';
import { type HttpClient, Refused } from '../../deploy/clients/http-client';
import type { Seller } from '../e2e/seller';
import type { Intent, Ledger } from './ledger';

/** How many times an intent without an answer is sent again with the same key. */
const TRIES = 60;

/**
 * Agents who work through customers while things break: each command is written down first, sent with a key of its
 * own, and sent again with that key while nobody knows what came of it. One in ten is never sent again and stays
 * unknown, so that the oracle also judges those.
 */
export class Clients {
  private begun = 0;

  constructor(
    private readonly seller: Seller,
    private readonly ledger: Ledger,
    private readonly commands: number,
  ) {}

  /** Works with several hands until enough commands were sent. */
  async work(hands: number): Promise<void> {
    await Promise.all(Array.from({ length: hands }, () => this.hand()));
  }

  private async hand(): Promise<void> {
    while (this.ledger.intents.length < this.commands)
      await this.serve(`Story ${this.begun++} ${this.seller.mark}`);
  }

  /** One customer's story; where one step's outcome is unknown, the steps that need it are left out. */
  private async serve(name: string): Promise<void> {
    const customer = await this.attempt<CustomerView>('customers.customer.created', name, (client, key) =>
      this.seller.createCustomer(name, client, key),
    );
    if (customer === null) return;
    const at = `/customers/${customer.id}/notes`;
    const note = (text: string) => (client: HttpClient, key: string) =>
      client.post<{ id: string }>(at, { text }, key);
    await this.attempt('customers.note.added', name, note(`first of ${name}`));
    await this.attempt('customers.note.added', name, note(''));
    const order = await this.attempt<OrderView>('billing.order.completed', name, (client, key) =>
      this.seller.order(customer, 'tok_success', client, key),
    );
    const opened = await this.attempt<CaseView>('cases.case.opened', name, (client, key) =>
      client.post<CaseView>('/cases', { customerId: customer.id, subject: `Case of ${name}` }, key),
    );
    if (opened !== null) {
      await this.attempt('cases.case.resolved', name, (client, key) => resolve(client, opened.id, key));
    }
    if (order !== null) await this.rebill(name, order);
    await this.attempt('customers.note.added', name, note(`last of ${name}`));
  }

  /** The engine publishes a rebill. Without a receipt it stays unknown here; the engine goes on by itself. */
  private async rebill(name: string, order: OrderView): Promise<void> {
    const purchaseId = order.items[0]?.purchaseId;
    if (purchaseId === undefined) throw new Error(`order ${order.id} made no purchase`);
    const intent = this.ledger.intend('billing.rebill.succeeded', name);
    try {
      const { receipt } = await this.seller.publish(
        'rebill.succeeded',
        this.seller.rebill(purchaseId),
        randomUUID(),
      );
      if (receipt === null) this.ledger.settle(intent, 'unknown', { reason: 'no receipt yet' });
      else if (receipt.outcome === 'accepted') this.ledger.settle(intent, 'ok');
      else this.ledger.settle(intent, 'refused', { reason: `${receipt.outcome} ${receipt.code ?? ''}` });
    } catch (error) {
      this.ledger.settle(intent, 'unknown', { reason: String(error) });
    }
  }

  private async attempt<T extends { id: string }>(
    type: string,
    name: string,
    send: (client: HttpClient, key: string) => Promise<T>,
  ): Promise<T | null> {
    const intent = this.ledger.intend(type, name);
    const key = `${this.seller.mark}-${intent.id}`;
    const neverAgain = this.ledger.intents.length % 10 === 0;
    for (let tries = 1; ; tries++) {
      try {
        const made = await send(this.seller.admin, key);
        this.ledger.settle(intent, 'ok', { made: made.id });
        return made;
      } catch (error) {
        if (isRefusal(error)) return this.giveUp(intent, 'refused', error);
        if (neverAgain || tries >= TRIES) return this.giveUp(intent, 'unknown', error);
        await delay(250);
      }
    }
  }

  private giveUp(intent: Intent, outcome: 'refused' | 'unknown', error: unknown): null {
    this.ledger.settle(intent, outcome, { reason: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

async function resolve(client: HttpClient, id: string, key: string): Promise<{ id: string }> {
  const { items } = await client.post<{ items: { id: string; outcome: string }[] }>(
    '/cases/resolve',
    { ids: [id] },
    key,
  );
  const result = items[0];
  if (result === undefined) throw new Error(`no result for case ${id}`);
  return result;
}

/** A 4xx says for sure that nothing happened, but for those that mean "ask again". */
function isRefusal(error: unknown): boolean {
  return error instanceof Refused && error.status < 500 && ![408, 409, 425, 429].includes(error.status);
}
