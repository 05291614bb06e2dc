import { ChangedFieldsAttributes } from './shared-attributes';
import { Flag, Id, Ids, OneOf, Parts, ShortText, SomeOf } from '../../fields';

/** What a blacklist entry can match a new order by. */
export const blacklistKinds = ['card_bin', 'country', 'state', 'email', 'phone', 'ip'] as const;

export type BlacklistKind = (typeof blacklistKinds)[number];

/** One thing that new orders are matched by. Hashes of what says who somebody is stand in `personal.keys` by the entry's id. */
export class BlacklistEntryAttributes {
  @Id('The entry.')
  id: string;

  @OneOf(blacklistKinds, 'What it is.')
  kind: BlacklistKind;

  @ShortText('The card BIN, country or state.', { optional: true })
  key?: string;
}

export class BlacklistAttributes {
  @SomeOf(blacklistKinds, 'What new orders are matched by.')
  kinds: BlacklistKind[];

  @Parts(BlacklistEntryAttributes, 'The entries.', { max: 200 })
  entries: BlacklistEntryAttributes[];
}

export class BlacklistLiftedAttributes {
  @SomeOf(blacklistKinds, 'What new orders are no longer matched by.')
  kinds: BlacklistKind[];

  @Ids('The entries.', { max: 200 })
  entryIds: string[];
}

export class CustomerCreatedAttributes {
  @ShortText('IANA time zone, for services that count on the calendar of the customer.', { optional: true })
  timeZone?: string;

  @Id('The user whose customer it is.', { optional: true })
  ownerId?: string;
}

export class CustomerUpdatedAttributes extends ChangedFieldsAttributes {
  @ShortText('IANA time zone, where it changed; absent although it is named: cleared.', { optional: true })
  timeZone?: string;

  @Id('The user whose customer it is, where that changed; absent although it is named: nobody’s.', {
    optional: true,
  })
  ownerId?: string;
}

export class NoteAttributes {
  @Id('The note in the history.')
  noteId: string;
}

/** A message that was sent. Its subject and address stand in `personal.subject` and `personal.to`. */
export class MessageSentAttributes {
  @ShortText('Template it was written from, e.g. `welcome`; absent for one written by hand.', {
    optional: true,
  })
  template?: string;

  @Flag('Whether a person sent it again.', { optional: true })
  resent?: boolean;
}

/** A call by the phone plugin. The number stands in `personal.to`. */
export class CallStartedAttributes {
  @Id('The call.')
  callId: string;
}

export class AddressCheckAttributes {
  @ShortText('Address check that answered.')
  provider: string;

  @OneOf(['shipping', 'billing', 'other'], 'Which address of the customer.', { optional: true })
  address?: 'shipping' | 'billing' | 'other';
}

export class AddressCheckFailedAttributes extends AddressCheckAttributes {
  @ShortText("The check's reason code.", { optional: true })
  reasonCode?: string;
}
