import { actorTypes, type ActorType } from '../actor';
import { AttachmentView } from './attachments';
import {
  caseMessageKinds,
  caseOutcomes,
  casePriorities,
  caseStatuses,
  caseViews,
  replyDeliveries,
  type CaseMessageKind,
  type CaseOutcome,
  type CasePriority,
  type CaseStatus,
  type CaseViewName,
  type ReplyDeliveryStatus,
} from './case-words';
import { Flag, Id, ListOf, Moment, OneOf, Part, Parts, Text, Whole } from '../fields';

/** The customer of a case. The name is missing until it has arrived from the customers service. */
export class CaseCustomer {
  @Id()
  id!: string;

  @Text({ optional: true })
  name?: string;
}

/** Who is in charge of a case. */
export class CaseResponsible {
  @Id()
  id!: string;

  @Text({ optional: true })
  username?: string;
}

/** What was promised for a case. */
export class CaseTargetView {
  @Whole('Business minutes within which it was to be done.')
  minutes!: number;

  @Moment('When it is due; absent while the clock stands, and once it is done.', { optional: true })
  dueAt?: string;

  @Whole('Business minutes that are left, rounded up, while the clock stands.', { optional: true })
  leftMinutes?: number;

  @Flag('Whether it is due soon, or overdue.')
  warning!: boolean;

  @Moment('When it was missed.', { optional: true })
  missedAt?: string;

  @Moment('When it was done.', { optional: true })
  doneAt?: string;
}

/** What was promised for a case when it was opened; the clock stands while it waits for the customer. */
export class CasePromisesView {
  @Part(CaseTargetView, 'Until the first public reply.', { optional: true })
  firstReply?: CaseTargetView;

  @Part(CaseTargetView, 'Until it is resolved.', { optional: true })
  resolution?: CaseTargetView;
}

/** A case as every call shows it. */
export class CaseView {
  @Id()
  id!: string;

  /** Grows with every change; what If-Match names. */
  @Whole('Grows with every change; If-Match names it.')
  version!: number;

  @Text('What people call the case by.', { examples: ['C-1042'] })
  number!: string;

  @OneOf(caseStatuses)
  status!: CaseStatus;

  @Text()
  subject!: string;

  @Text()
  channel!: string;

  @Part(CaseCustomer)
  customer!: CaseCustomer;

  @Part(CaseResponsible, 'Who is in charge; absent for nobody.', { optional: true })
  responsible?: CaseResponsible;

  @OneOf(casePriorities)
  priority!: CasePriority;

  @Text({ optional: true })
  type!: string | null;

  @ListOf(Text())
  tags!: string[];

  @ListOf(Text())
  ccs!: string[];

  @Part(CasePromisesView, 'Absent where its scheme promised nothing.', { optional: true })
  targets?: CasePromisesView;

  @Text('Why it was resolved, closed or reopened, as it was said.', { optional: true })
  statusReason?: string;

  @Id('The case in which it goes on, where it was merged.', { optional: true })
  mergedInto?: string;

  @Moment()
  createdAt!: string;

  @Moment()
  modifiedAt!: string;
}

/** Who wrote a message of a case. */
export class CaseAuthor {
  @OneOf(actorTypes)
  type!: ActorType;

  @Text({ optional: true })
  id!: string | null;

  @Text()
  username!: string;
}

/** How the e-mail of a public reply fared. */
export class ReplyDeliveryView {
  @OneOf(
    replyDeliveries,
    '`queued`: on its way, or tried again later; `sent`: the mail server has taken it; `bounced`: an address did not take it; `not_sent`: there was no address or no mail server, or it was tried in vain.',
  )
  status!: ReplyDeliveryStatus;

  @Text('Why it was not sent: `no_address`, `no_mail_server`, `failed`.', { optional: true })
  reason?: string;

  @ListOf(Text(), 'The addresses that did not take it.')
  bounced!: string[];

  @Moment('Since when it is so.')
  at!: string;
}

/** A message of a case. */
export class CaseMessageView {
  @Id()
  id!: string;

  @OneOf(
    caseMessageKinds,
    'A note is internal; the others are between us and the customer. `automatic`: an out-of-office notice and the like, which is no answer.',
  )
  kind!: CaseMessageKind;

  @Text()
  text!: string;

  @Part(CaseAuthor)
  author!: CaseAuthor;

  @ListOf(Text(), 'Who gets a copy of a public reply.')
  ccs!: string[];

  @Text('The address that an e-mail came from.', { optional: true })
  from?: string;

  @Text('What the e-mail cites of earlier ones, apart from what is new.', { optional: true })
  quoted?: string;

  @Text(
    'The HTML of an e-mail, cleaned: without scripts, styles, forms and what would be fetched from elsewhere. Pictures that came along are named by `cid:` and the `contentId` of an attachment. Show it in a frame without rights all the same.',
    { optional: true },
  )
  html?: string;

  @Parts(AttachmentView)
  attachments!: AttachmentView[];

  @Part(ReplyDeliveryView, 'Of a public reply.', { optional: true })
  delivery?: ReplyDeliveryView;

  @Moment()
  createdAt!: string;
}

/** A case that was merged into another. */
export class MergedCaseView {
  @Id()
  id!: string;

  @Text()
  number!: string;
}

/** A case with its messages, oldest first. */
export class CaseDetailView extends CaseView {
  @Parts(CaseMessageView, 'Its own, and those of the cases that were merged into it.')
  messages!: CaseMessageView[];

  @Parts(MergedCaseView, 'Cases that were merged into it.')
  mergedCases!: MergedCaseView[];
}

/** How one case of a call about many fared. */
export class CaseResultView {
  @Id()
  id!: string;

  @OneOf(caseOutcomes)
  outcome!: CaseOutcome;

  @Part(CaseView, 'The case as it is now; absent when there is none to see.', { optional: true })
  case?: CaseView;

  @Text('Why it was refused: an error code.', { optional: true })
  code?: string;

  @Text('Why it was refused, in a sentence; names who has the case where somebody else does.', {
    optional: true,
  })
  detail?: string;
}

/** How many cases a named view has. */
export class CaseCountView {
  @OneOf(caseViews)
  view!: CaseViewName;

  @Whole()
  count!: number;
}
