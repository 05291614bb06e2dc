import { Email, Id, OneOf } from '../../fields';
import { PageQuery } from '../../paging';

/** What became of an e-mail that came in: it waits, was applied, was put aside as nobody's, or could not be applied. */
export const inboundMailStates = ['waiting', 'applied', 'put_aside', 'failed'] as const;
/** One of them. */
export type InboundMailState = (typeof inboundMailStates)[number];

/** Which e-mails are asked for. */
export class ListInboundMailsInput extends PageQuery {
  @OneOf(inboundMailStates, 'What became of them.', { optional: 'not null' })
  state?: InboundMailState;

  @Email('The address that they came from.', { optional: 'not null' })
  from?: string;
}

/** Names one e-mail. */
export class InboundMailIdInput {
  @Id()
  id!: string;
}

/** Which e-mail is to be applied again, and to whom it belongs. */
export class ApplyInboundMailInput extends InboundMailIdInput {
  @Id(
    'Whose it is: it opens a case of this customer. Else it goes where it belongs by its sender, as any other.',
    {
      optional: 'not null',
    },
  )
  customerId?: string;
}
