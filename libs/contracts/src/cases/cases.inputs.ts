import { PageQuery } from '../paging';
import {
  casePriorities,
  caseStatuses,
  caseViews,
  type CasePriority,
  type CaseStatus,
  type CaseViewName,
} from './case-words';
import {
  Code,
  Email,
  Id,
  Ids,
  Line,
  ListOf,
  Name,
  Note,
  OneOf,
  Parts,
  Search,
  SomeOf,
  Whole,
} from '../fields';
import { OptionKey } from './option-key';

/** What a case can be, besides subject and customer. Lists replace the whole list. */
export class CaseFieldsInput {
  @OptionKey('How the case began: a key of the option list `channels`.', {
    optional: 'not null',
    examples: ['email'],
  })
  channel?: string;

  @OneOf(casePriorities, 'Urgency; `normal` when a new case says none.', { optional: 'not null' })
  priority?: CasePriority;

  @OptionKey('Category: a key of the option list `case-types`; null clears it.', {
    optional: 'or null',
    examples: ['payment-issues'],
  })
  type?: string | null;

  @ListOf(Name({ min: 1, max: 50 }), 'Keywords for searching and sorting.', {
    optional: 'not null',
    max: 50,
    unique: true,
  })
  tags?: string[];

  @ListOf(Email({ max: 254 }), 'E-mail addresses that get copies of public replies.', {
    optional: 'not null',
    max: 20,
    unique: true,
  })
  ccs?: string[];

  @Id('The user in charge; null for nobody.', { optional: 'or null' })
  responsibleId?: string | null;
}

/** Input of OpenCase. */
export class OpenCaseInput extends CaseFieldsInput {
  @Id('The customer the case is about.')
  customerId!: string;

  @Name({ min: 1, max: 300 })
  subject!: string;

  @Note('What it is about: becomes the first message.', { optional: 'not null', min: 1, max: 20_000 })
  text?: string;
}

/** Input of UpdateCase: only the fields to change. */
export class UpdateCaseInput extends CaseFieldsInput {
  @Id()
  id!: string;

  @Name({ optional: 'not null', min: 1, max: 300 })
  subject?: string;

  @OneOf(
    ['open', 'pending'],
    'Between open and pending only; resolve, close and reopen are calls of their own.',
    { optional: 'not null' },
  )
  status?: 'open' | 'pending';
}

/** Input of calls about one case. */
export class CaseIdInput {
  @Id()
  id!: string;
}

/** Input of CloseCase and ReopenCase. */
export class CaseStepInput extends CaseIdInput {
  @Note('Why; shown in the timeline.', { optional: 'not null', min: 1, max: 1000 })
  reason?: string;
}

/** Input of MergeCase. */
export class MergeCaseInput extends CaseIdInput {
  @Id('The case of the same customer in which it goes on.')
  intoId!: string;
}

/** Whom the taker saw as responsible for a case. */
export class SeenResponsible {
  @Id('The case.')
  id!: string;

  @Id('Who was seen as responsible; null for nobody.', { optional: 'or null' })
  responsibleId?: string | null;
}

/** Input of calls about many cases. */
export class CaseIdsInput {
  @Ids('The cases, 1 to 100.', { min: 1, max: 100, unique: true })
  ids!: string[];
}

/** Input of TakeCases. */
export class TakeCasesInput extends CaseIdsInput {
  @Parts(
    SeenResponsible,
    'Whom the taker saw as responsible, case by case. Where it is left out, nobody was seen.',
    { optional: 'not null', max: 100 },
  )
  seen?: SeenResponsible[];
}

/** Input of ResolveCases. */
export class ResolveCasesInput extends CaseIdsInput {
  @Note('How it was resolved; shown in the timeline.', { optional: 'not null', min: 1, max: 1000 })
  reason?: string;
}

/** Input of NoteOnCase. */
export class CaseTextInput extends CaseIdInput {
  @Note({ min: 1, max: 20_000 })
  text!: string;
}

/** Input of ReplyToCase. */
export class CaseReplyInput extends CaseTextInput {
  @ListOf(Email({ max: 254 }), 'Who gets a copy of this reply; the case’s CCs when left out.', {
    optional: 'not null',
    max: 20,
    unique: true,
  })
  ccs?: string[];

  @Ids('Attachments of the case that go with it.', { optional: 'not null', max: 50, unique: true })
  attachmentIds?: string[];
}

/** Input of ListCases. Every condition given must hold; several values of one are alternatives. */
export class ListCasesInput extends PageQuery {
  @OneOf(
    caseViews,
    'A named view: `unresolved` is open or pending; of those `unassigned` nobody’s, `mine` the caller’s, `urgent` of urgent priority, `target_warning` with a target that is due soon, `target_missed` with one that was missed.',
    { optional: true },
  )
  view?: CaseViewName;

  @SomeOf(caseStatuses, { optional: true })
  status?: CaseStatus[];

  @Code(
    /^(me|none|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$/,
    '`me`, `none` or the id of the responsible.',
    { optional: true, message: 'must be me, none or a user id' },
  )
  assignee?: string;

  @ListOf(Line({ min: 1, max: 64 }), { optional: true })
  type?: string[];

  @SomeOf(casePriorities, { optional: true })
  priority?: CasePriority[];

  @ListOf(
    Search({ min: 1, max: 50 }),
    'Cases that carry any of these tags, whatever their case and accents.',
    { optional: true },
  )
  tag?: string[];

  @ListOf(Line({ min: 1, max: 64 }), { optional: true })
  channel?: string[];

  @Id({ optional: true })
  customerId?: string;

  @Whole('Opened at least so many hours ago.', { optional: true, min: 0, max: 876_000 })
  minAgeHours?: number;

  @Whole('Opened at most so many hours ago.', { optional: true, min: 0, max: 876_000 })
  maxAgeHours?: number;

  @Search(
    'A number (`C-1042`), or words in any order, by how they begin, whatever their case and accents: all of them are found in subject, messages, tags and the customer’s name together.',
    { optional: true, min: 1, max: 200 },
  )
  text?: string;
}

/** Input of CountCases. */
export class CountCasesInput {}

/** Input of ListCustomerCases. */
export class ListCustomerCasesInput extends PageQuery {
  @Id('The customer.')
  id!: string;
}
