import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type BlacklistKind,
  type CustomerView,
  type OrderCustomerInput,
} from '@daybook/contracts';
import {
  blacklistKey,
  firstRow,
  readBlacklistValue,
  stateOf,
  UnitOfWork,
  withoutPlusPart,
} from '@daybook/persistence';
import { ProcessorClient } from '../../payments/processor/processor-client';
import type { Order } from '../../orders/order.entity';
import { settingsOf } from '../../settings/settings.entity';

/** Lengths of card BINs that can be blacklisted. */
const BIN_LENGTHS = [6, 7, 8] as const;

const words: Readonly<Record<BlacklistKind, string>> = {
  card_bin: 'card',
  country: 'country',
  state: 'state',
  email: 'e-mail address',
  phone: 'phone number',
  ip: 'IP address',
};

/** Refuses orders of buyers who are blacklisted, before anything is charged. */
@Injectable()
export class Blacklist {
  constructor(
    private readonly work: UnitOfWork,
    private readonly processor: ProcessorClient,
  ) {}

  /**
   * The BIN of the card behind a token, where any BIN is blacklisted; the processor is asked before anything is
   * begun, so that no lock waits for it.
   * @throws DomainError `internal.unavailable` when the processor does not say it: a charge would be as lost
   */
  async binOf(token: string | undefined): Promise<string | null> {
    if (token === undefined) return null;
    const wanted = await this.work.read((em) =>
      firstRow(em, `select 1 from blacklist_entry where kind = 'card_bin' and not lifted limit 1`),
    );
    if (wanted === undefined) return null;
    return this.processor.binOf(token);
  }

  /**
   * Makes sure that neither the order's customer nor anything that is known of the buyer is blacklisted: what the order
   * says, and the e-mail addresses and phone numbers of the customer's record, whatever the order says.
   * @param record null where nobody could be asked for it
   * @throws DomainError `billing.blacklisted`
   */
  async expectWelcome(
    em: EntityManager,
    order: Order,
    bin: string | null,
    record: Pick<CustomerView, 'emails' | 'phones'> | null,
  ): Promise<void> {
    const { blacklistPlusAddresses } = await settingsOf(em);
    const known = knownOf(order, bin, record);
    const bases = blacklistPlusAddresses ? known.flatMap(({ base }) => base ?? []) : [];
    const found = await firstRow<{ kind: BlacklistKind; own: boolean }>(
      em,
      `select b.kind, false as own
       from jsonb_to_recordset($1::jsonb) as k(kind text, key text)
       join blacklist_entry b on b.kind = k.kind and b.key = k.key and not b.lifted
       union all
       select b.kind, false from blacklist_entry b where b.base_key = any ($3::text[]) and not b.lifted
       union all
       select b.kind, true from blacklist_entry b where b.customer_id = $2 and not b.lifted
       limit 1`,
      [JSON.stringify(known), order.customerId, bases],
    );
    if (found === undefined) return;
    const who = found.own ? 'customer' : `buyer’s ${words[found.kind]}`;
    throw new DomainError('billing.blacklisted', { detail: `The ${who} is blacklisted.` });
  }
}

/** What is known of a buyer. */
interface Known {
  kind: BlacklistKind;
  key: string;
  /** Of an e-mail address, without its plus part. */
  base?: string;
}

function knownOf(
  order: Order,
  bin: string | null,
  record: Pick<CustomerView, 'emails' | 'phones'> | null,
): Known[] {
  const { email, phone, ip }: Partial<OrderCustomerInput> = order.customer ?? {};
  const { country, state } = order.shippingAddress ?? {};
  const values: [BlacklistKind, string | undefined][] = [
    ['email', email],
    ['phone', phone],
    ...(record?.emails ?? []).map(({ address }): [BlacklistKind, string] => ['email', address]),
    ...(record?.phones ?? []).map(({ number, entered }): [BlacklistKind, string] => [
      'phone',
      number ?? entered,
    ]),
    ['ip', ip],
    ['country', country],
    ['state', country === undefined || state === undefined ? undefined : stateOf(country, state)],
    ...BIN_LENGTHS.map((length): [BlacklistKind, string | undefined] => [
      'card_bin',
      bin !== null && bin.length >= length ? bin.slice(0, length) : undefined,
    ]),
  ];
  return values.flatMap(([kind, value]) => {
    const read = value === undefined ? null : readBlacklistValue(kind, value, country ?? null);
    if (read === null) return [];
    const key = blacklistKey(kind, read);
    return [
      kind === 'email' ? { kind, key, base: blacklistKey(kind, withoutPlusPart(read)) } : { kind, key },
    ];
  });
}
