import { Flag, Id, OneOf, SomeOf, Text } from './fields';

/** What a blacklist entry can match a new order by. */
export const blacklistKinds = ['card_bin', 'country', 'state', 'email', 'phone', 'ip'] as const;

export class BlacklistAttributes {
  @SomeOf(blacklistKinds, 'What new orders are matched by.')
  kinds: (typeof blacklistKinds)[number][];
}

export class NoteAttributes {
  @Id('The note in the history.')
  noteId: string;
}

/** A message that was sent. Its subject and address stand in `personal.subject` and `personal.to`. */
export class MessageSentAttributes {
  @Text('Template it was written from, e.g. `welcome`; absent for one written by hand.', { optional: true })
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
  @Text('Address check that answered.')
  provider: string;

  @OneOf(['shipping', 'billing', 'other'], 'Which address of the customer.', { optional: true })
  address?: 'shipping' | 'billing' | 'other';
}

export class AddressCheckFailedAttributes extends AddressCheckAttributes {
  @Text("The check's reason code.", { optional: true })
  reasonCode?: string;
}
