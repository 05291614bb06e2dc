import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { attributesOf, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { Clock } from '@daybook/persistence';
import type { ReplyFile } from './message.entity';
import { MessageWriter, STALE_AFTER_MS } from './message-writer';
import { markBounced } from './reply-delivery';

/** Sends what agents reply in cases, and marks the addresses from which it came back. */
@Injectable()
export class CaseRepliesConsumer implements EventConsumer {
  readonly name = 'case-replies';
  readonly producers = ['cases'] as const;

  constructor(
    private readonly writer: MessageWriter,
    private readonly clock: Clock,
  ) {}

  concerns({ type }: DaybookEvent): boolean {
    return type === 'cases.case.replied' || type === 'cases.address.bounced';
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    const stale = this.clock.now().getTime() - STALE_AFTER_MS;
    for (const event of events) {
      if (event.type === 'cases.address.bounced') await this.hearOfBounce(em, event);
      else if (new Date(event.recordedtime).getTime() >= stale) await this.write(em, event);
    }
    await em.flush();
  }

  private async write(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { replyId, caseNumber } = attributesOf(event, 'cases.case.replied');
    const { customerId } = event.data.context;
    if (replyId === undefined || customerId === undefined) return;
    const { text, subject, ccs, references, attachments } = event.data.personal as {
      text?: string;
      subject?: string;
      ccs?: string[];
      references?: string[];
      attachments?: ReplyFile[];
    };
    // Erased with its customer.
    if (text === undefined) return;
    const reply = { replyId, references: references ?? [], ...(attachments && { attachments }) };
    const subjectLine = `Re: ${subject ?? ''} [${caseNumber}]`;
    await this.writer.writeReply(em, event, customerId, {
      reply,
      ccs: ccs ?? [],
      subject: subjectLine,
      text,
    });
  }

  private async hearOfBounce(em: EntityManager, { data }: DaybookEvent): Promise<void> {
    const { customerId } = data.context;
    const { address } = data.personal;
    if (customerId === undefined || typeof address !== 'string') return;
    await markBounced(em, customerId, [address], this.clock.now());
  }
}
