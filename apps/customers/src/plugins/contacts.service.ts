import { Injectable } from '@nestjs/common';
import {
  DomainError,
  newId,
  SendSms,
  StartPhoneCall,
  type Call,
  type ContactOutcome,
  type CustomerCallView,
  type CustomerPhone,
  type CustomerSmsView,
  type PluginAnswer,
  type PluginCall,
  type SendCustomerSmsInput,
  type StartCustomerCallInput,
} from '@daybook/contracts';
import { Plugins, type PluginReply } from '@daybook/messaging';
import { record, UnitOfWork, type Fact } from '@daybook/persistence';
import { contextOfCustomer } from '../customers/customer-context';
import type { Customer } from '../customers/customer.entity';
import { customerForChange, visibleCustomer } from '../customers/customer-scope';

type Reachable = CustomerPhone & { number: string };
type Reported = Pick<Fact<'customers.call.started'>, 'call' | 'context'> & { name: string };

/** What is done by a plugin that reaches the customer on a number. */
interface Contact<I extends object> {
  plugin: PluginCall<I, PluginAnswer>;
  request: (id: string, phone: Reachable) => I;
  /** Records that it was done. */
  emit: (em: Parameters<typeof record>[0], id: string, phone: Reachable, reported: Reported) => void;
}

/** Calls customers and sends them text messages, through plugins. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly plugins: Plugins,
  ) {}

  startCall(input: StartCustomerCallInput, call: Call): Promise<CustomerCallView> {
    const { id, username } = call.actor;
    return this.reach(input, call, {
      plugin: StartPhoneCall,
      request: (callId, { number, extension }) => ({
        callId,
        to: number,
        ...(extension === undefined ? {} : { extension }),
        agent: { ...(id === null ? {} : { id }), username },
        customerId: input.id,
      }),
      emit: (em, callId, { number }, { name, ...fact }) =>
        record(em, 'customers.call.started', {
          ...fact,
          attributes: { callId },
          personal: { name, to: number },
        }),
    });
  }

  sendSms(input: SendCustomerSmsInput, call: Call): Promise<CustomerSmsView> {
    const { text } = input;
    return this.reach(input, call, {
      plugin: SendSms,
      request: (messageId, { number }) => ({ messageId, to: number, text }),
      emit: (em, _messageId, { number }, { name, ...fact }) =>
        record(em, 'customers.sms.sent', {
          ...fact,
          attributes: {},
          personal: { name, to: number, text },
        }),
    });
  }

  /** Asks between two transactions, so that a slow plugin holds no lock; a repeat asks under the same name. */
  private async reach<I extends object>(
    input: StartCustomerCallInput,
    call: Call,
    contact: Contact<I>,
  ): Promise<CustomerCallView> {
    if (!this.plugins.has(contact.plugin.plugin)) throw new DomainError('customers.feature_off');
    const begun = await this.work.begin<{ id: string }, CustomerCallView>(call, async (em) => {
      phoneOf(await visibleCustomer(em, input.id, call.actor), input.number);
      return { id: newId() };
    });
    if (begun.done) return begun.answer;
    const { id } = begun.progress;
    const phone = await this.work.read(async (em) =>
      phoneOf(await visibleCustomer(em, input.id, call.actor), input.number),
    );
    const reply = await this.plugins.ask(contact.plugin, contact.request(id, phone), id);
    return this.work.finish(call, async (em) => {
      if (reply.answered) {
        const customer = await customerForChange(em, input.id, call.actor);
        const context = await contextOfCustomer(em, customer);
        contact.emit(em, id, phone, { call, context, name: customer.name });
      }
      return {
        id,
        customerId: input.id,
        number: phone.number,
        outcome: outcomeOf(reply),
        provider: reply.answered ? reply.answer.provider : contact.plugin.plugin,
        ...(reply.answered ? {} : { reasonCode: reply.code }),
      };
    });
  }
}

function phoneOf({ phones }: Customer, number: string | undefined): Reachable {
  const found = phones.find((phone): phone is Reachable =>
    number === undefined ? phone.number !== null : phone.number === number,
  );
  if (found === undefined) throw new DomainError('customers.number_unknown');
  return found;
}

/** A plugin that was asked and did not say what it did may have done it. */
function outcomeOf(reply: PluginReply<PluginAnswer>): ContactOutcome {
  if (reply.answered) return 'started';
  switch (reply.failure) {
    case 'refused':
      return 'refused';
    case 'timed_out':
    case 'unreadable':
    case 'signature_invalid':
      return 'unknown';
    case 'unreachable':
    case 'error':
      return 'failed';
  }
}
