import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Call, DeliverConversationInput, DeliveredConversationView } from '@daybook/contracts';
import { Bound, Clock, firstRow, rows, UnitOfWork } from '@daybook/persistence';
import { optionInUse } from '../options/options-in-use';
import { PeopleService } from '../people/people.service';
import { Conversation, startOf } from './conversation.entity';
import { recordConversation } from './record-conversation';
import { RecordStart } from './record-start';
import { recordRecordFact, recordPending, updatedAttributes } from './service-record-facts';
import { recordForChange, recordsVisibleTo } from './service-record-scope';
import type { ServiceRecord } from './service-record.entity';
import { toConversationView } from './service-record.views';

const ACCESS = 'conversations.deliver';

/** What connectors of channels deliver. */
@Injectable()
export class DeliveredConversationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly starting: RecordStart,
  ) {}

  async deliver(input: DeliverConversationInput, call: Call): Promise<DeliveredConversationView> {
    if (input.customerId !== undefined) await this.people.ensureCustomer(input.customerId, call);
    return this.work.command(call, async (em) => {
      // Two messages of one contact do not begin two records, nor does one that comes twice at once.
      await lock(em, `contact ${input.channel} ${input.contact}`);
      await lock(em, `delivery ${call.actor.id} ${input.messageId}`);
      const before = await deliveredBefore(em, call.actor.id, input.messageId);
      if (before !== null) {
        const conversation = toConversationView(before);
        return { serviceRecordId: before.recordId, started: false, duplicate: true, conversation };
      }
      const now = this.clock.now();
      const open = await this.openRecordOf(em, input, call);
      const within =
        open ?? (await this.starting.start(em, { ...input, startedAt: startOf(input, now) }, call));
      if (open !== null) await this.join(em, open, input, call);
      const source = { id: call.actor.id, message: input.messageId };
      const held = await recordConversation(em, within, input, call, now, source);
      return {
        serviceRecordId: within.id,
        started: open === null,
        duplicate: false,
        conversation: toConversationView(held),
      };
    });
  }

  /** The newest record of the contact that goes on and is no other customer's. */
  private async openRecordOf(
    em: EntityManager,
    { contact, channel, customerId }: DeliverConversationInput,
    call: Call,
  ): Promise<ServiceRecord | null> {
    const bound = new Bound(contact, channel, customerId ?? null);
    const found = await firstRow<{ id: string }>(
      em,
      `select r.id from service_record r
       where r.contact = $1 and r.channel = $2 and r.ended_at is null
         and (r.customer_id is null or $3::uuid is null or r.customer_id = $3::uuid)
         and ${recordsVisibleTo(call.actor, ACCESS, bound)}
       order by r.started_at desc limit 1`,
      bound.values,
    );
    if (found === undefined) return null;
    const open = await recordForChange(em, found.id, call.actor, ACCESS);
    // Somebody may have ended it while its lock was awaited.
    return open.endedAt === null ? open : null;
  }

  /** A record that was nobody's may get its customer by a later conversation. */
  private async join(
    em: EntityManager,
    open: ServiceRecord,
    input: DeliverConversationInput,
    call: Call,
  ): Promise<void> {
    await optionInUse(em, 'channels', input.channel, 'channel');
    if (input.customerId === undefined || open.customerId !== null) return;
    const fieldNames = ['customer'];
    open.change({ customerId: input.customerId }, this.clock.now());
    if (open.ownByCustomer(await this.people.ownerOfCustomer(em, input.customerId))) fieldNames.push('owner');
    await em.flush();
    await recordPending(em, open);
    await recordRecordFact(em, 'cases.record.updated', open, call, {
      attributes: await updatedAttributes(em, open, fieldNames),
    });
  }
}

async function lock(em: EntityManager, what: string): Promise<void> {
  await rows(em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [what]);
}

function deliveredBefore(
  em: EntityManager,
  sourceId: string | null,
  sourceMessage: string,
): Promise<Conversation | null> {
  return em.findOne(Conversation, { sourceId, sourceMessage });
}
