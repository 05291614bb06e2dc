import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Call, ServiceRecordLink } from '@daybook/contracts';
import { optionInUse } from '../options/options-in-use';
import { nameOf, PeopleService, taker } from '../people/people.service';
import { recordRecordFact, startedAttributes } from './service-record-facts';
import { ServiceRecord, type RecordOwner } from './service-record.entity';

/** What a record is to begin with. */
interface Beginning {
  channel: string;
  channelCategory?: string;
  customerId?: string;
  reason?: string;
  notes?: string;
  contact?: string;
  cases?: ServiceRecordLink[];
  orders?: ServiceRecordLink[];
  startedAt: Date;
}

/** How a service record begins, whoever begins it. */
@Injectable()
export class RecordStart {
  constructor(private readonly people: PeopleService) {}

  /** @throws DomainError `cases.option_unknown` */
  async start(em: EntityManager, beginning: Beginning, call: Call): Promise<ServiceRecord> {
    await optionInUse(em, 'channels', beginning.channel, 'channel');
    if (beginning.reason !== undefined) await optionInUse(em, 'service-reasons', beginning.reason, 'reason');
    const owner = await this.ownerOf(em, beginning);
    const specialist = taker(call);
    const started = ServiceRecord.start(
      {
        customerId: beginning.customerId ?? null,
        channel: beginning.channel,
        channelCategory: beginning.channelCategory ?? null,
        reason: beginning.reason ?? null,
        notes: beginning.notes ?? null,
        // A connector is nobody who handles anything.
        handler: call.actor.type === 'api' ? (owner ?? specialist) : specialist,
        owner,
        contact: beginning.contact,
        cases: beginning.cases ?? [],
        orders: beginning.orders ?? [],
        startedAt: beginning.startedAt,
      },
      call.actor,
    );
    await em.persistAndFlush(started); // before its conversation, which refers to it
    await recordRecordFact(em, 'cases.record.started', started, call, {
      time: started.startedAt,
      attributes: await startedAttributes(em, started),
    });
    return started;
  }

  private async ownerOf(
    em: EntityManager,
    { channelCategory, customerId }: Beginning,
  ): Promise<RecordOwner | null> {
    if (channelCategory !== undefined) {
      const { ownerId } = await optionInUse(em, 'channel-categories', channelCategory, 'channelCategory');
      if (ownerId !== null) return { ...(await nameOf(em, ownerId)), by: 'category' };
    }
    const owner = customerId === undefined ? null : await this.people.ownerOfCustomer(em, customerId);
    return owner === null ? null : { ...owner, by: 'customer' };
  }
}
