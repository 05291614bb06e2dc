import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  type Call,
  type ConversationView,
  type EndServiceRecordInput,
  type RecordConversationInput,
  type ServiceRecordDetailView,
  type ServiceRecordView,
  type StartServiceRecordInput,
  type UpdateServiceRecordInput,
} from '@daybook/contracts';
import { Clock, expectVersion, UnitOfWork } from '@daybook/persistence';
import { optionInUse } from '../options/options-in-use';
import { knownCustomer } from '../people/known-people';
import { PeopleService } from '../people/people.service';
import { startOf } from './conversation.entity';
import { recordConversation } from './record-conversation';
import { RecordLinks } from './record-links';
import { RecordStart } from './record-start';
import { endedAttributes, recordRecordFact, recordPending, updatedAttributes } from './service-record-facts';
import type { ServiceRecord, ServiceRecordChange } from './service-record.entity';
import { recordForChange } from './service-record-scope';
import { detailViewOf, toConversationView, toRecordView } from './service-record.views';

/** What can be done to service records. */
@Injectable()
export class ServiceRecordsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleService,
    private readonly links: RecordLinks,
    private readonly starting: RecordStart,
  ) {}

  async start(input: StartServiceRecordInput, call: Call): Promise<ServiceRecordDetailView> {
    if (input.customerId !== undefined) {
      await this.people.ensureCustomer(input.customerId, call, { owner: true });
    }
    const orders = (await this.links.orders(input, call)) ?? [];
    return this.work.command(call, async (em) => {
      const now = this.clock.now();
      const cases = (await this.links.cases(em, input, call)) ?? [];
      const startedAt = startOf(input.conversation, now);
      const started = await this.starting.start(em, { ...input, cases, orders, startedAt }, call);
      if (input.conversation.channel !== undefined) {
        await optionInUse(em, 'channels', input.conversation.channel, 'conversation.channel');
      }
      const first = await recordConversation(em, started, input.conversation, call, now);
      return detailViewOf(em, await this.stateOf(em, started), [first]);
    });
  }

  /** Also of a record that has ended. A change that changes nothing records nothing. */
  async update(input: UpdateServiceRecordInput, call: Call): Promise<ServiceRecordView> {
    if (input.customerId) await this.people.ensureCustomer(input.customerId, call, { owner: true });
    const orders = await this.links.orders(input, call);
    return this.work.command(call, async (em) => {
      const changed = await this.load(em, input.id, call);
      const { customerId, reason, notes, result } = input;
      if (reason && reason !== changed.reason) await optionInUse(em, 'service-reasons', reason, 'reason');
      if (result && result !== changed.result) await optionInUse(em, 'service-results', result, 'result');
      const cases = await this.links.cases(em, input, call);
      const nobodys = changed.customerId === null;
      const change: ServiceRecordChange = { customerId, reason, notes, result, cases, orders };
      const fieldNames = changed.change(change, this.clock.now()).map(inWords);
      if (fieldNames.includes('customer') && (await this.ownByCustomer(em, changed)))
        fieldNames.push('owner');
      if (input.handlerId !== undefined && input.handlerId !== changed.handlerId) {
        const handler = await this.people.responsible(em, input.handlerId, call);
        if (handler !== null && changed.handOver(handler)) fieldNames.push('handler');
      }
      await em.flush();
      if (nobodys) await recordPending(em, changed);
      if (fieldNames.length > 0) {
        await recordRecordFact(em, 'cases.record.updated', changed, call, {
          attributes: await updatedAttributes(em, changed, fieldNames),
        });
      }
      return toRecordView(await this.stateOf(em, changed));
    });
  }

  record(input: RecordConversationInput, call: Call): Promise<ConversationView> {
    return this.work.command(call, async (em) => {
      const continued = await this.load(em, input.id, call);
      continued.assertRunning();
      if (input.channel !== undefined) await optionInUse(em, 'channels', input.channel, 'channel');
      return toConversationView(await recordConversation(em, continued, input, call, this.clock.now()));
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
      return toRecordView(await this.stateOf(em, ended));
    });
  }

  private async ownByCustomer(em: EntityManager, changed: ServiceRecord): Promise<boolean> {
    const { customerId } = changed;
    return changed.ownByCustomer(
      customerId === null ? null : await this.people.ownerOfCustomer(em, customerId),
    );
  }

  private async load(em: EntityManager, id: string, call: Call): Promise<ServiceRecord> {
    const found = await recordForChange(em, id, call.actor);
    expectVersion(found, call);
    return found;
  }

  private async stateOf(em: EntityManager, of: ServiceRecord) {
    await em.flush();
    const customer = of.customerId === null ? undefined : await knownCustomer(em, of.customerId);
    return Object.assign(Object.create(of) as ServiceRecord, { customerName: customer?.name ?? null });
  }
}

/** What a field is called where people read which ones changed. */
function inWords(field: string): string {
  return field === 'customerId' ? 'customer' : field;
}
