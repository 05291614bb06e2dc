import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  CalculateTax,
  compare,
  DomainError,
  fractionDigits,
  isZero,
  newId,
  ScoreFraud,
  type Call,
  type CompleteOrderInput,
  type CreateOrderInput,
  type FraudScoreAnswer,
  type FraudScoreRequest,
  type Money,
  type PluginCall,
  type PluginOrderLine,
  type ShippingAddress,
  type TaxCalculationAnswer,
  type TaxCalculationRequest,
} from '@daybook/contracts';
import { Clock, Plugins, type PluginReply } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { Campaign } from '../catalog/campaign.entity';
import { inScope } from '../scope';
import { contextOfOrder } from './order.context';
import { Order } from './order.entity';
import { draftOf } from './order.placing';

/** What the plugins said of an order that is about to be paid; absent where nobody was asked. */
export interface CheckedOrder {
  /** What the tax is of. */
  net?: Money;
  tax?: PluginReply<TaxCalculationAnswer>;
  fraud?: PluginReply<FraudScoreAnswer>;
}

/**
 * Asks the tax and the fraud plugin, both at once, before anything of the order is written down: what they said is
 * committed together with the order, and no lock or connection waits for them.
 */
@Injectable()
export class OrderChecks {
  constructor(
    private readonly plugins: Plugins,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Asks about a new order. */
  ofNew(input: CreateOrderInput, call: Call): Promise<CheckedOrder> {
    return this.ask(call, (em) => this.draftOf(em, input, call));
  }

  /** Asks about a partial order that is to be completed. */
  ofPartial(input: CompleteOrderInput, call: Call): Promise<CheckedOrder> {
    return this.ask(call, async (em) => {
      const order = await em.findOne(Order, { id: input.id });
      if (order === null || !inScope(call.actor, 'orders.view', order.campaignId)) return null;
      order.shippingAddress = input.shippingAddress ?? order.shippingAddress;
      return order.status === 'partial' ? order : null;
    });
  }

  private async ask(call: Call, find: (em: EntityManager) => Promise<Order | null>): Promise<CheckedOrder> {
    const [taxed, scored] = [this.plugins.has('tax'), this.plugins.has('fraud')];
    if (!taxed && !scored) return {};
    const order = await this.work.read(find);
    if (order === null) return {};
    const { net } = order;
    const address =
      order.shippingAddress === null ? {} : { address: withoutRecipient(order.shippingAddress) };
    const asked = {
      customerId: order.customerId,
      ...address,
      lines: order.items.map(asPluginLine),
      amount: net,
    };
    const [tax, fraud] = await Promise.all([
      taxed && !isZero(net) ? this.taxOf(asked, call) : undefined,
      scored ? this.scoreOf(asked, order, call) : undefined,
    ]);
    return { net, ...(tax === undefined ? {} : { tax }), ...(fraud === undefined ? {} : { fraud }) };
  }

  private taxOf(asked: TaxCalculationRequest, call: Call): Promise<PluginReply<TaxCalculationAnswer>> {
    return this.plugins.ask(CalculateTax, asked, questionName(CalculateTax, asked, call));
  }

  private scoreOf(
    asked: TaxCalculationRequest,
    { campaignId, customer }: Order,
    call: Call,
  ): Promise<PluginReply<FraudScoreAnswer>> {
    const { name, email, phone } = customer ?? {};
    const buyer =
      name === undefined ? {} : { buyer: { name, ...(email ? { email } : {}), ...(phone ? { phone } : {}) } };
    const request: FraudScoreRequest = { ...asked, campaignId, ...buyer };
    return this.plugins.ask(ScoreFraud, request, questionName(ScoreFraud, request, call));
  }

  /** The order as it would be placed; null for one that will be refused, or that was placed before. */
  private async draftOf(em: EntityManager, input: CreateOrderInput, call: Call): Promise<Order | null> {
    const campaign = await em.findOne(Campaign, { id: input.campaignId });
    if (campaign === null || campaign.retired || !inScope(call.actor, 'orders.create', campaign.id))
      return null;
    try {
      const drafted = await draftOf(em, input, campaign);
      const draft = Order.place(input, { campaign, ...drafted, orderNumber: '', now: this.clock.now() });
      draft.expectPayable();
      return draft;
    } catch (error) {
      // Placing it says why; a repeat is answered with the order of the first time, however the catalog is now.
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}

/** Takes over what the plugins said, in the transaction in which the order is begun to be paid. */
export function heed(em: EntityManager, order: Order, { net, tax, fraud }: CheckedOrder, call: Call): void {
  const fact = {
    correlationId: call.correlationId,
    context: contextOfOrder(order),
    about: { orderId: order.id },
  };
  if (fraud?.answered === true) {
    const { provider, verdict, score } = fraud.answer;
    record(em, 'billing.fraud.scored', {
      ...fact,
      attributes: { provider, verdict, ...(score === undefined ? {} : { score }), orderId: order.id },
    });
  }
  if (tax === undefined || net === undefined) return;
  const fault = tax.answered ? taxFault(tax.answer.tax, net, order.net) : tax.code;
  if (tax.answered && fault === null) return order.addTax(tax.answer.tax);
  record(em, 'billing.tax.calculation_failed', {
    ...fact,
    attributes: {
      provider: tax.answered ? tax.answer.provider : CalculateTax.plugin,
      ...(fault === null ? {} : { responseCode: fault }),
      orderId: order.id,
    },
  });
}

/** Why a tax is not added to what somebody pays; null where it is. */
function taxFault(tax: Money, asked: Money, net: Money): string | null {
  if (tax.currency !== net.currency) return 'currency_mismatch';
  if ((tax.amount.split('.')[1] ?? '').length > fractionDigits(net.currency)) return 'too_many_digits';
  if (compare(asked, net) !== 0) return 'price_changed';
  return compare(tax, net) > 0 ? 'exceeds_amount' : null;
}

/** The same for each repeat of a request, and for no other question: keys of callers are their own. */
function questionName(plugin: PluginCall, asked: object, { actor, idempotencyKey, operation }: Call): string {
  if (idempotencyKey === undefined) return newId();
  const parts = [plugin.plugin, plugin.path, operation, actor.type, actor.id, idempotencyKey, asked];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function withoutRecipient({ recipient: _, ...address }: ShippingAddress): Omit<ShippingAddress, 'recipient'> {
  return address;
}

function asPluginLine({ sku, quantity, price }: PluginOrderLine): PluginOrderLine {
  return { sku, quantity, price };
}
