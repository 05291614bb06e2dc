import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeMembership, type MembershipAction } from '@daybook/contracts';
import { Clock, ServiceLogger, type WorkLoop } from '@daybook/messaging';
import { firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { lockAccount } from '../accounts/account.entity';
import { PluginTasks } from '../plugin-tasks/plugin-tasks';
import { onPurchaseChange } from '../purchases/purchase-listeners';
import { Purchase } from '../purchases/purchase.entity';
import { Membership, membershipFacts } from './membership.entity';
import { holdingStatuses, queueMembershipTasks } from './membership-tasks';
import { recordMembership } from './record-membership';

/** After a question that got no answer; doubled each time up to the longest. */
const RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;

interface Task {
  customer_id: string;
  name: string;
  tries: number;
}

/** What the plugin is asked to do, and the purchase for whose sake. */
interface Question {
  action: MembershipAction;
  purchase: Purchase;
  /** The same until it is recorded: asked again, it is one question. */
  key: string;
}

/**
 * Has memberships follow the purchases that hold them: started with the first one, cancelled with the last one,
 * restarted.
 */
@Injectable()
export class MembershipFollower implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly tasks: PluginTasks,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {
    this.loop = tasks.loop<Task>({
      what: 'following purchases with memberships',
      claim: {
        name: 'claim-memberships',
        text: `update membership_task set due_at = $1, tries = tries + 1
          where (customer_id, name) in (
            select customer_id, name from membership_task where due_at <= $2 order by due_at limit $3
            for update skip locked
          ) returning customer_id, name, tries`,
      },
      run: (task, until) => this.run(task, until),
    });
  }

  onModuleInit(): void {
    onPurchaseChange(queueMembershipTasks);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async run(task: Task, leased: Date): Promise<void> {
    const { customer_id: customerId, name } = task;
    const question = await this.work.read((em) => questionOf(em, customerId, name));
    if (question === null) return this.work.transaction((em) => done(em, task, leased));
    const request = { customerId, membershipName: name, action: question.action };
    const reply = await this.tasks.ask(ChangeMembership, request, question.key);
    if (!reply.answered) {
      this.logger.warn('a membership does not follow its purchase yet', {
        purchaseId: question.purchase.id,
        action: question.action,
        reason: reply.code,
      });
      return this.work.transaction((em) => this.postpone(em, task, leased));
    }
    await this.work.transaction(async (em) => {
      const now = this.clock.now();
      await lockAccount(em, customerId, now);
      // Somebody may have done it by hand meanwhile, or another replica before this one.
      const still = await questionOf(em, customerId, name);
      if (still?.key === question.key) {
        const membership = await recordMembership(em, {
          customerId,
          name,
          fact: membershipFacts[question.action],
          at: now,
          purchase: still.purchase,
        });
        membership.provider = reply.answer.provider;
        membership.reference = reply.answer.reference ?? membership.reference;
      }
      await done(em, task, leased);
    });
  }

  private async postpone(em: EntityManager, { customer_id, name, tries }: Task, leased: Date): Promise<void> {
    const wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(tries - 1, 20));
    await rows(
      em,
      'update membership_task set due_at = $1 where customer_id = $2 and name = $3 and due_at = $4',
      [new Date(this.clock.now().getTime() + wait), customer_id, name, leased],
    );
  }
}

/** What is to be done that the membership is as its purchases have it; null where it is. */
async function questionOf(em: EntityManager, customerId: string, name: string): Promise<Question | null> {
  const membership = await em.findOne(Membership, { customerId, name });
  const purchases = await em.find(
    Purchase,
    { customerId, membershipName: name },
    { orderBy: { startedAt: 'desc', id: 'desc' } },
  );
  const holder = purchases.find(({ status }) => holdingStatuses.includes(status));
  const action = actionOf(membership, holder !== undefined, purchases);
  const purchase = holder ?? purchases[0] ?? (await formerHolder(em, membership));
  if (action === null || purchase === null) return null;
  const since = membership === null ? purchase.id : `${membership.id}/${membership.version}`;
  return { action, purchase, key: `membership-${action}/${since}` };
}

/** One that was started by hand and belongs to no purchase stays what people made it. */
function actionOf(
  membership: Membership | null,
  held: boolean,
  purchases: readonly Purchase[],
): MembershipAction | null {
  if (membership === null) return held ? 'start' : null;
  if (membership.status === 'cancelled') return held ? 'restart' : null;
  const follows = membership.purchaseId !== null || purchases.length > 0;
  return held || !follows ? null : 'cancel';
}

/** The purchase that holds another one by now: its product was changed. */
function formerHolder(em: EntityManager, membership: Membership | null): Promise<Purchase | null> {
  const id = membership?.purchaseId ?? null;
  return id === null ? Promise.resolve(null) : em.findOne(Purchase, { id });
}

/** The task is done, unless it became another one meanwhile. */
async function done(em: EntityManager, { customer_id, name }: Task, leased: Date): Promise<void> {
  await firstRow(
    em,
    'delete from membership_task where customer_id = $1 and name = $2 and due_at = $3 returning name',
    [customer_id, name, leased],
  );
}
