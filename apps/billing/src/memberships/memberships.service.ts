import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  ChangeMembership,
  DomainError,
  mapPage,
  newId,
  type Call,
  type ChangeMembershipInput,
  type EntitlementsView,
  type ListOfCustomerInput,
  type MembershipAction,
  type MembershipAnswer,
  type MembershipView,
  type Page,
  type RefreshEntitlementsInput,
  type StartMembershipInput,
} from '@daybook/contracts';
import { Clock, Plugins } from '@daybook/messaging';
import { newestPage, record, UnitOfWork } from '@daybook/persistence';
import { contextOfCustomer } from '../orders/order-context';
import { OrderCustomers, expectCustomerInScope } from '../orders/order-customers';
import { lockAccount } from '../accounts/account.entity';
import { Purchase } from '../purchases/purchase.entity';
import { liveStatuses } from '../purchases/purchase-transitions';
import { Membership, membershipFacts, membershipRules } from './membership.entity';
import { recordMembership } from './record-membership';
import { membershipView } from './membership.views';

/** Which membership of whom. */
interface Wanted {
  customerId: string;
  name: string;
  purchaseId?: string;
}

/** Memberships, changed at the membership plugin, and what customers may use of what they subscribed to. */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly plugins: Plugins,
    private readonly customers: OrderCustomers,
    private readonly clock: Clock,
  ) {}

  async start({ id, membershipName, purchaseId }: StartMembershipInput, call: Call): Promise<MembershipView> {
    await this.customers.expectKnown(id, call);
    return this.change('start', { customerId: id, name: membershipName, purchaseId }, call);
  }

  async changeKnown(
    action: 'cancel' | 'restart',
    { id, membershipId }: ChangeMembershipInput,
    call: Call,
  ): Promise<MembershipView> {
    const { name } = await this.work.read(async (em) => {
      await expectCustomerInScope(em, id, call.actor, 'purchases.change');
      const known = await em.findOne(Membership, { id: membershipId, customerId: id });
      if (known === null) throw new DomainError('billing.not_found');
      return known;
    });
    return this.change(action, { customerId: id, name }, call);
  }

  list(input: ListOfCustomerInput, call: Call): Promise<Page<MembershipView>> {
    return this.work.read(async (em) => {
      await expectCustomerInScope(em, input.id, call.actor, 'orders.view');
      const list = { entity: Membership, list: 'memberships' };
      const page = await newestPage(em, list, [{ customerId: input.id }], input);
      return mapPage(page, membershipView);
    });
  }

  async refreshEntitlements(
    { id, purchaseId }: RefreshEntitlementsInput,
    call: Call,
  ): Promise<EntitlementsView> {
    await this.customers.expectKnown(id, call);
    return this.work.command(call, async (em) => {
      const purchases = await em.find(
        Purchase,
        { customerId: id, ...(purchaseId === undefined ? {} : { id: purchaseId }) },
        { orderBy: { startedAt: 'asc', id: 'asc' } },
      );
      if (purchaseId !== undefined && purchases.length === 0) throw new DomainError('billing.not_found');
      const live = purchases.filter(({ status }) => liveStatuses.includes(status));
      if (live.length === 0) throw new DomainError('billing.nothing_subscribed');
      for (const purchase of live) {
        record(em, 'billing.entitlements.refreshed', {
          call,
          ...(await contextOfCustomer(em, id, purchase)),
          attributes: { productName: purchase.productName, orderId: purchase.orderId },
          about: { orderId: purchase.orderId, purchaseId: purchase.id },
        });
      }
      return { purchaseIds: live.map((purchase) => purchase.id) };
    });
  }

  /** Asks the plugin between two looks at the state: what it did is told, whatever happened here meanwhile. */
  private async change(action: MembershipAction, wanted: Wanted, call: Call): Promise<MembershipView> {
    const fact = membershipFacts[action];
    const begun = await this.work.begin<object, MembershipView>(call, async (em) => {
      const known = await em.findOne(Membership, { customerId: wanted.customerId, name: wanted.name });
      const before = known?.status ?? 'none';
      if (!membershipRules[fact].from.includes(before)) {
        throw new DomainError('billing.membership_state', {
          detail: before === 'none' ? 'There is no such membership.' : `The membership is ${before}.`,
        });
      }
      await purchaseOf(em, wanted);
      return {};
    });
    if (begun.done) return begun.answer;
    const answer = await this.ask(action, wanted, call);
    return this.work.finish(call, async (em) => {
      const at = this.clock.now();
      const { customerId, name } = wanted;
      await lockAccount(em, customerId, at);
      const purchase = await purchaseOf(em, wanted);
      const membership = await recordMembership(em, { customerId, name, fact, at, purchase, by: { call } });
      membership.provider = answer.provider;
      membership.reference = answer.reference ?? membership.reference;
      await em.flush();
      return membershipView(membership);
    });
  }

  private async ask(
    action: MembershipAction,
    { customerId, name }: Wanted,
    call: Call,
  ): Promise<MembershipAnswer> {
    if (!this.plugins.has('membership')) {
      throw new DomainError('billing.membership_unavailable', { detail: 'There is no membership plugin.' });
    }
    const request = { customerId, membershipName: name, action };
    const reply = await this.plugins.ask(ChangeMembership, request, questionName(request, call));
    if (reply.answered) return reply.answer;
    const code =
      reply.failure === 'refused' ? 'billing.membership_refused' : 'billing.membership_unavailable';
    throw new DomainError(code, {
      detail: `The membership plugin says ${reply.code}.`,
      ...(reply.failure === 'refused' ? {} : { retryAfter: 3 }),
    });
  }
}

/** The purchase that a membership belongs to; null where none is named. @throws DomainError `billing.not_found` */
async function purchaseOf(em: EntityManager, { customerId, purchaseId }: Wanted): Promise<Purchase | null> {
  if (purchaseId === undefined) return null;
  const purchase = await em.findOne(Purchase, { id: purchaseId, customerId });
  if (purchase === null) throw new DomainError('billing.not_found');
  return purchase;
}

/** The same for each repeat of a request, and for no other question. */
function questionName(request: object, { actor, idempotencyKey }: Call): string {
  if (idempotencyKey === undefined) return newId();
  const parts = [ChangeMembership.path, actor.type, actor.id, idempotencyKey, request];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
