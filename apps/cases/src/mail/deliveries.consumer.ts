import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { attributesOf, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { CaseMessage } from '../cases/case-message.entity';

/** Shows on replies what became of their e-mails. */
@Injectable()
export class DeliveriesConsumer implements EventConsumer {
  readonly name = 'deliveries';
  readonly producers = ['customers'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'customers.reply.delivered';
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      const { replyId, delivery, reason } = attributesOf(event, 'customers.reply.delivered');
      const { bounced } = event.data.personal as { bounced?: string[] };
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      const reply = await em.findOne(CaseMessage, { id: replyId, kind: 'reply' }, lock);
      reply?.delivered(delivery, new Date(event.time), { reason, bounced });
    }
    await em.flush();
  }
}
