import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Call,
  type ConversationInput,
  type ConversationView,
  type EndServiceRecordInput,
  type RecordConversationInput,
  type ServiceRecordDetailView,
  type ServiceRecordView,
  type StartServiceRecordInput,
  type UpdateServiceRecordInput,
} from '@daybook/contracts';
import { Clock, expectVersion, UnitOfWork } from '@daybook/persistence';
import { optionInUse, optionLabel } from '../options/options-in-use';
import { knownCustomer, knownUser, type Responsible } from '../people/known-people';
import { PeopleService, taker } from '../people/people.service';
import { endedAttributes, recordRecordFact, startedAttributes } from './service-record-facts';
import { Conversation, ServiceRecord } from './service-record.entity';
import { recordForChange } from './service-record-scope';
import { toConversationView, toRecordView } from './service-record.views';

const DAY = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 90;
const AHEAD_MS = 5 * 60 * 1000;

/** What can be done to service records. */
@Injectable()
export class ServiceRecordsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleService,
  ) {}

  async start(input: StartServiceRecordInput, call: Call): Promise<ServiceRecordDetailView> {
    if (input.customerId !== undefined) await this.people.ensureCustomer(input.customerId, call);
    return this.work.command(call, async (em) => {
      await optionInUse(em, 'channels', input.channel, 'channel');
      if (input.reason !== undefined) await optionInUse(em, 'service-reasons', input.reason, 'reason');
      const owner = await this.ownerOf(em, input.channelCategory);
      const specialist = taker(call);
      const started = ServiceRecord.start(
        {
          customerId: input.customerId ?? null,
          channel: input.channel,
          channelCategory: input.channelCategory ?? null,
          reason: input.reason ?? null,
          notes: input.notes ?? null,
          // A connector is nobody who handles anything.
          handler: call.actor.type === 'api' ? (owner ?? specialist) : specialist,
          owner,
        },
        call.actor,
        this.clock.now(),
      );
      await em.persistAndFlush(started); // before its conversation, which refers to it
      await recordRecordFact(em, 'cases.record.started', started, call, {
        attributes: await startedAttributes(em, started),
      });
      const conversation = await this.converse(em, started, input.conversation, call);
      return { ...(await this.view(em, started)), conversations: [toConversationView(conversation)] };
    });
  }

  /** No activity: the catalog has none for it, and ending a record tells what was finally known. */
  async update(input: UpdateServiceRecordInput, call: Call): Promise<ServiceRecordView> {
    if (input.customerId) await this.people.ensureCustomer(input.customerId, call);
    return this.work.command(call, async (em) => {
      const changed = await this.load(em, input.id, call);
      if (input.reason && input.reason !== changed.reason) {
        await optionInUse(em, 'service-reasons', input.reason, 'reason');
      }
      changed.change(input, this.clock.now());
      await em.flush();
      return this.view(em, changed);
    });
  }

  record(input: RecordConversationInput, call: Call): Promise<ConversationView> {
    return this.work.command(call, async (em) => {
      const continued = await this.load(em, input.id, call);
      continued.assertRunning();
      if (input.channel !== undefined) await optionInUse(em, 'channels', input.channel, 'channel');
      return toConversationView(await this.converse(em, continued, input, call));
    });
  }

  end(input: EndServiceRecordInput, call: Call): Promise<ServiceRecordView> {
    return this.work.command(call, async (em) => {
      const ended = await this.load(em, input.id, call);
      ended.assertRunning();
      await optionInUse(em, 'service-results', input.result, 'result');
      if (input.reason !== undefined) await optionInUse(em, 'service-reasons', input.reason, 'reason');
      ended.end(input, this.clock.now());
      await em.flush();
      await recordRecordFact(em, 'cases.record.ended', ended, call, {
        attributes: await endedAttributes(em, ended),
        personal: ended.notes === null ? {} : { text: ended.notes },
      });
      return this.view(em, ended);
    });
  }

  private async converse(
    em: EntityManager,
    within: ServiceRecord,
    input: ConversationInput,
    call: Call,
  ): Promise<Conversation> {
    const specialist = taker(call);
    const conversation = new Conversation();
    conversation.recordId = within.id;
    conversation.channel = input.channel ?? within.channel;
    conversation.text = input.text.trim();
    conversation.messages = input.messages ?? null;
    conversation.specialistId = specialist.id;
    conversation.specialistName = specialist.username;
    conversation.at = this.timeOf(input.at);
    em.persist(conversation);
    const channel = (await optionLabel(em, 'channels', conversation.channel)) ?? conversation.channel;
    await recordRecordFact(em, 'cases.conversation.recorded', within, call, {
      time: conversation.at,
      attributes: {
        serviceRecordId: within.id,
        channel,
        ...(conversation.messages === null ? {} : { messages: conversation.messages }),
      },
      personal: { text: conversation.text },
    });
    return conversation;
  }

  private timeOf(at: string | undefined): Date {
    const now = this.clock.now();
    const time = at === undefined ? now : new Date(at);
    if (time.getTime() > now.getTime() + AHEAD_MS || time.getTime() < now.getTime() - OLDEST_DAYS * DAY) {
      throw new DomainError('cases.time_out_of_range');
    }
    return time;
  }

  private async ownerOf(em: EntityManager, category: string | undefined): Promise<Responsible | null> {
    if (category === undefined) return null;
    const { ownerId } = await optionInUse(em, 'channel-categories', category, 'channelCategory');
    if (ownerId === null) return null;
    return { id: ownerId, username: (await knownUser(em, ownerId))?.username ?? ownerId };
  }

  private async load(em: EntityManager, id: string, call: Call): Promise<ServiceRecord> {
    const found = await recordForChange(em, id, call.actor);
    expectVersion(found, call);
    return found;
  }

  private async view(em: EntityManager, of: ServiceRecord): Promise<ServiceRecordView> {
    const customer = of.customerId === null ? undefined : await knownCustomer(em, of.customerId);
    return toRecordView({ ...of, customerName: customer?.name ?? null });
  }
}
