import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  CalculateTax,
  CheckAddress,
  compare,
  DomainError,
  fractionDigits,
  isZero,
  newId,
  ScoreFraud,
  type AddressCheckAnswer,
  type Call,
  type CreateOrderInput,
  type FraudScoreAnswer,
  type FraudScoreRequest,
  type Money,
  type OrderStatus,
  type PluginCall,
  type PluginOrderLine,
  type ShippingAddress,
  type TaxCalculationAnswer,
  type TaxCalculationRequest,
} from '@daybook/contracts';
import { Clock, Plugins, type PluginReply } from '@daybook/messaging';
import { record, UnitOfWork, type Fact } from '@daybook/persistence';
import { Campaign } from '../catalog/campaign.entity';
import { inScope } from '../catalog/campaign-scope';
import { contextOfOrder } from '../orders/order-context';
import { Order } from '../orders/order.entity';
import { draftOf } from './order-placing';

/** What the plugins said of an order that is about to be paid; absent where nobody was asked. */
export interface CheckedOrder {
  /** What the tax is of. */
  net?: Money;
  tax?: PluginReply<TaxCalculationAnswer>;
  fraud?: PluginReply<FraudScoreAnswer>;
  address?: PluginReply<AddressCheckAnswer>;
}

interface Asked {
  order: Order;
  campaign: Campaign;
}

const asking = ['tax', 'fraud', 'address-check'] as const;

/**
 * Asks the plugins about tax, fraud and the address, all at once, before anything of the order is written down: what they said is
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

  /** Asks about an order that is there and is to be paid: a partial one, or a declined one that is run again. */
  ofKnown(
    input: { id: string; shippingAddress?: ShippingAddress },
    status: OrderStatus,
    call: Call,
  ): Promise<CheckedOrder> {
    return this.ask(call, async (em) => {
      const order = await em.findOne(Order, { id: input.id });
      if (order === null || !inScope(call.actor, 'orders.view', order.campaignId)) return null;
      order.shippingAddress = input.shippingAddress ?? order.shippingAddress;
      const campaign = await em.findOneOrFail(Campaign, { id: order.campaignId });
      return order.status === status ? { order, campaign } : null;
    });
  }

  private async ask(call: Call, find: (em: EntityManager) => Promise<Asked | null>): Promise<CheckedOrder> {
    const { plugins } = this;
    if (!asking.some((plugin) => plugins.has(plugin))) return {};
    const found = await this.work.read(find);
    if (found === null) return {};
    const { order, campaign } = found;
    const { net } = order;
    const address = order.shippingAddress === null ? undefined : withoutRecipient(order.shippingAddress);
    const asked = {
      customerId: order.customerId,
      ...(address === undefined ? {} : { address }),
      lines: order.items.map(asPluginLine),
      amount: net,
    };
    const [tax, fraud, verified] = await Promise.all([
      plugins.has('tax') && !isZero(net) ? this.taxOf(asked, call) : undefined,
      plugins.has('fraud') ? this.scoreOf(asked, order, call) : undefined,
      plugins.has('address-check') && campaign.addressCheck && address !== undefined
        ? this.plugins.ask(CheckAddress, { address }, questionName(CheckAddress, { address }, call))
        : undefined,
    ]);
    return {
      net,
      ...(tax === undefined ? {} : { tax }),
      ...(fraud === undefined ? {} : { fraud }),
      ...(verified === undefined ? {} : { address: verified }),
    };
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
  private async draftOf(em: EntityManager, input: CreateOrderInput, call: Call): Promise<Asked | null> {
    const campaign = await em.findOne(Campaign, { id: input.campaignId });
    if (campaign === null || campaign.retired || !inScope(call.actor, 'orders.create', campaign.id))
      return null;
    try {
      const drafted = await draftOf(em, input, campaign);
      const draft = Order.place(input, { campaign, ...drafted, orderNumber: '', now: this.clock.now() });
      draft.expectPayable();
      return { order: draft, campaign };
    } catch (error) {
      // Placing it says why; a repeat is answered with the order of the first time, however the catalog is now.
      if (error instanceof DomainError) return null;
      throw error;
    }
  }
}

/** Takes over what the plugins said, in the transaction in which the order is begun to be paid. */
export function applyChecks(em: EntityManager, order: Order, checked: CheckedOrder, call: Call): void {
  const { net, tax, fraud, address } = checked;
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
  if (address !== undefined) recordAddressCheck(em, address, fact);
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

function recordAddressCheck(
  em: EntityManager,
  reply: PluginReply<AddressCheckAnswer>,
  fact: Pick<Fact<'billing.address.verified'>, 'correlationId' | 'context' | 'about'>,
): void {
  const provider = reply.answered ? reply.answer.provider : CheckAddress.plugin;
  if (reply.answered && reply.answer.verified) {
    record(em, 'billing.address.verified', { ...fact, attributes: { provider, address: 'shipping' } });
    return;
  }
  const reasonCode = reply.answered ? reply.answer.reasonCode : reply.code;
  record(em, 'billing.address.verify_failed', {
    ...fact,
    attributes: { provider, address: 'shipping', ...(reasonCode === undefined ? {} : { reasonCode }) },
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
