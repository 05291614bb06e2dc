import { Id, Moment, OneOf, Text, Whole } from '../../fields';
import { inboundMailStates, type InboundMailState } from './mails.inputs';

/** An e-mail that came in, and what became of it. */
export class InboundMailView {
  @Id()
  id!: string;

  @Moment()
  receivedAt!: string;

  @Text('The address it came from, as far as it was read.', { optional: true })
  from!: string | null;

  @Text({ optional: true })
  subject!: string | null;

  @Whole('Bytes, as it came.')
  size!: number;

  @OneOf(inboundMailStates, 'put_aside: nobody’s, for its sender is no customer; failed: `reason` says why.')
  state!: InboundMailState;

  @Text('Why it could not be applied the last time.', { optional: true })
  reason!: string | null;

  @Whole('How often it was tried.')
  attempts!: number;

  @Id('Whose it was found to be.', { optional: true })
  customerId!: string | null;

  @Id('The case that it opened or joined.', { optional: true })
  caseId!: string | null;

  @Moment('When it was applied, put aside or given up.', { optional: true })
  settledAt!: string | null;
}

/** The same with what it says. */
export class InboundMailDetailView extends InboundMailView {
  @Text('What it says; null where it is not kept any more, or ended the process that read it.', {
    optional: true,
  })
  text!: string | null;
}
