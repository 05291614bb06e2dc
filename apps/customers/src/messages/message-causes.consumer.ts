import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { messageChannels, sequenceOf, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { Clock, rows } from '@daybook/persistence';
import { causeOf } from './message-causes';
import { MessageWriter, STALE_AFTER_MS } from './message-writer';

/** Hears what customers are written about, and which campaigns are to be silent. */
@Injectable()
export class MessageCausesConsumer implements EventConsumer {
  readonly name = 'messages';
  readonly producers = ['billing'] as const;

  constructor(
    private readonly writer: MessageWriter,
    private readonly clock: Clock,
  ) {}

  concerns(event: DaybookEvent): boolean {
    return (
      event.type === 'billing.campaign.changed' ||
      event.type === 'billing.refund_queue.exhausted' ||
      causeOf(event) !== null
    );
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'billing.campaign.changed') await hearOfCampaign(em, event);
    }
    const stale = this.clock.now().getTime() - STALE_AFTER_MS;
    for (const event of events) {
      const fresh = new Date(event.recordedtime).getTime() >= stale;
      if (fresh && event.type === 'billing.refund_queue.exhausted') this.writer.writeToTheHouse(em, event);
      const cause = causeOf(event);
      if (cause === null) continue;
      em.persist(cause);
      if (!fresh) continue;
      for (const channel of messageChannels) await this.writer.writeOnItsOwn(em, cause, channel);
    }
    await em.flush();
  }
}

/** Of several events about a campaign the latest stands, in whatever order they come. */
async function hearOfCampaign(em: EntityManager, { data, epoch, sequence }: DaybookEvent): Promise<void> {
  const { id, autoresponders } = data.attributes as { id: string; autoresponders?: boolean };
  await rows(
    em,
    `insert into known_campaign as known (id, autoresponders, epoch, sequence) values ($1, $2, $3, $4)
     on conflict (id) do update set
       autoresponders = excluded.autoresponders, epoch = excluded.epoch, sequence = excluded.sequence
     where (known.epoch, known.sequence) < (excluded.epoch, excluded.sequence)`,
    [id, autoresponders ?? true, epoch, sequenceOf({ sequence })],
  );
}
