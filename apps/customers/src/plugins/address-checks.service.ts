import { Injectable } from '@nestjs/common';
import {
  CheckAddress,
  DomainError,
  newId,
  type AddressCheckView,
  type Call,
  type CheckCustomerAddressInput,
  type PluginAddress,
} from '@daybook/contracts';
import { Plugins } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import type { KeptAddress } from '../customers/addresses';
import { contextOfCustomer } from '../customers/customer-context';
import type { Customer } from '../customers/customer.entity';
import { customerForChange, visibleCustomer } from '../customers/customer-scope';

/** The question, before it is asked; the address itself is not kept with it. */
interface Question {
  checkId: string;
  addressId: string;
}

/** Has customers' addresses checked. */
@Injectable()
export class AddressChecksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly plugins: Plugins,
  ) {}

  /** Asks between two transactions, so that a slow plugin holds no lock; a repeat asks the same question. */
  async check(input: CheckCustomerAddressInput, call: Call): Promise<AddressCheckView> {
    if (!this.plugins.has('address-check')) throw new DomainError('customers.feature_off');
    const begun = await this.work.begin<Question, AddressCheckView>(call, async (em) => {
      const customer = await visibleCustomer(em, input.id, call.actor);
      return { checkId: newId(), addressId: addressToCheck(customer, input.addressId).id };
    });
    if (begun.done) return begun.answer;
    const { checkId, addressId } = begun.progress;
    const address = await this.work.read(async (em) =>
      addressToCheck(await visibleCustomer(em, input.id, call.actor), addressId),
    );
    const reply = await this.plugins.ask(CheckAddress, { address: asAsked(address) }, checkId);
    return this.work.finish(call, async (em) => {
      const customer = await customerForChange(em, input.id, call.actor);
      const fact = {
        call,
        context: await contextOfCustomer(em, customer),
        personal: { name: customer.name },
      };
      const view = { id: checkId, customerId: customer.id, addressId };
      const purpose = purposeOf(address);
      if (reply.answered && reply.answer.verified) {
        const { provider, suggestion } = reply.answer;
        record(em, 'customers.address.verified', { ...fact, attributes: { provider, address: purpose } });
        return {
          ...view,
          outcome: 'verified',
          provider,
          ...(suggestion === undefined ? {} : { suggestion }),
        };
      }
      const provider = reply.answered ? reply.answer.provider : CheckAddress.plugin;
      const reasonCode = reply.answered ? reply.answer.reasonCode : reply.code;
      const suggestion = reply.answered ? reply.answer.suggestion : undefined;
      const reason = reasonCode === undefined ? {} : { reasonCode };
      record(em, 'customers.address.verify_failed', {
        ...fact,
        attributes: { provider, address: purpose, ...reason },
      });
      return {
        ...view,
        outcome: reply.answered ? 'not_verified' : 'failed',
        provider,
        ...reason,
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    });
  }
}

function addressToCheck({ addresses }: Customer, id: string | undefined): KeptAddress {
  const address =
    id === undefined
      ? (addresses.find(({ purpose }) => purpose === 'shipping') ?? addresses[0])
      : addresses.find((one) => one.id === id);
  if (address === undefined) {
    throw new DomainError(id === undefined ? 'customers.no_address' : 'customers.address_unknown');
  }
  return address;
}

function asAsked({ line1, line2, city, state, postalCode, country }: KeptAddress): PluginAddress {
  return { line1, line2, city, state, postalCode, country };
}

/** As the activity tells purposes. */
function purposeOf({ purpose }: KeptAddress): 'shipping' | 'billing' | 'other' {
  return purpose === 'shipping' || purpose === 'billing' ? purpose : 'other';
}
