import { defineOperation } from '../operation';
import { listOf, page } from '../paging';
import {
  CaseIdInput,
  CaseReplyInput,
  CaseStepInput,
  CaseTextInput,
  CountCasesInput,
  ListCasesInput,
  ListCustomerCasesInput,
  MergeCaseInput,
  OpenCaseInput,
  ResolveCasesInput,
  TakeCasesInput,
  UpdateCaseInput,
} from './cases.inputs';
import { CaseCountView, CaseDetailView, CaseMessageView, CaseResultView, CaseView } from './cases.views';

/** Opens a case; recorded as `cases.case.opened`. */
export const OpenCase = defineOperation({
  name: 'cases.open',
  http: 'POST /cases',
  status: 201,
  summary: 'Open a case',
  input: OpenCaseInput,
  output: CaseDetailView,
  access: 'cases.work',
  errors: [
    'cases.customer_unknown',
    'cases.responsible_unknown',
    'cases.option_unknown',
    'cases.fields_missing',
  ],
});

/** Lists cases. */
export const ListCases = defineOperation({
  name: 'cases.list',
  http: 'GET /cases',
  summary: 'List cases, last modified first',
  description: 'A sales rep sees the cases that they opened or are responsible for.',
  input: ListCasesInput,
  output: page(CaseView),
  access: 'cases.view',
  errors: ['request.cursor_invalid'],
});

/** Counts the named views of the list of cases. */
export const CountCases = defineOperation({
  name: 'cases.count',
  http: 'GET /cases/views',
  summary: 'Count the cases of each named view',
  description: 'Of the cases that the caller may see; `view` of the list asks for them.',
  input: CountCasesInput,
  output: listOf(CaseCountView),
  access: 'cases.view',
});

/** Lists the cases of one customer. */
export const ListCustomerCases = defineOperation({
  name: 'cases.list_of_customer',
  http: 'GET /customers/{id}/cases',
  summary: 'List a customer’s cases, last modified first',
  tag: 'cases',
  input: ListCustomerCasesInput,
  output: page(CaseView),
  access: 'cases.view',
  errors: ['request.cursor_invalid'],
});

/** Reads one case with its messages. */
export const GetCase = defineOperation({
  name: 'cases.get',
  http: 'GET /cases/{id}',
  summary: 'Read a case with its messages',
  input: CaseIdInput,
  output: CaseDetailView,
  access: 'cases.view',
  errors: ['cases.not_found'],
});

/**
 * Changes a case field by field. Recorded as `cases.case.updated`, which names the changed fields, and where
 * somebody else becomes responsible as `cases.case.assigned`: two facts that share no field.
 */
export const UpdateCase = defineOperation({
  name: 'cases.update',
  http: 'PATCH /cases/{id}',
  summary: 'Change a case',
  description:
    'Only the fields given are changed; lists are replaced as a whole. If-Match names the version that was seen and is refused (412) when the case was changed since.',
  input: UpdateCaseInput,
  output: CaseView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: [
    'cases.not_found',
    'request.stale',
    'cases.not_in_state',
    'cases.responsible_unknown',
    'cases.option_unknown',
    'cases.merged',
  ],
});

/** Takes cases; each that is taken is recorded as `cases.case.taken`. */
export const TakeCases = defineOperation({
  name: 'cases.take',
  http: 'POST /cases/take',
  summary: 'Take cases: become responsible for them',
  description:
    'Each case is answered for separately. Only open or unassigned cases can be taken, and only from whom the taker saw as responsible: if that has changed, the case is refused with `cases.taken_by_other`, which names who has it.',
  input: TakeCasesInput,
  output: listOf(CaseResultView),
  access: 'cases.work',
  errors: [
    'cases.taker_not_a_user',
    'cases.not_found',
    'cases.taken_by_other',
    'cases.not_takeable',
    'cases.merged',
  ],
});

/** Resolves cases; each that is resolved is recorded as `cases.case.resolved`. */
export const ResolveCases = defineOperation({
  name: 'cases.resolve',
  http: 'POST /cases/resolve',
  summary: 'Resolve cases',
  description: 'Each case is answered for separately. Open and pending cases can be resolved.',
  input: ResolveCasesInput,
  output: listOf(CaseResultView),
  access: 'cases.work',
  errors: ['cases.not_found', 'cases.not_in_state', 'cases.fields_missing', 'cases.merged'],
});

/** Writes a public reply; recorded as `cases.case.replied`. */
export const ReplyToCase = defineOperation({
  name: 'cases.reply',
  http: 'POST /cases/{id}/replies',
  status: 201,
  summary: 'Reply to the customer by e-mail',
  description:
    'Goes to the customer’s primary e-mail address, and to the CCs. The answer comes back into the case and opens it again. How it fared stands in `delivery` of the message when the case is read. A closed case takes none.',
  input: CaseReplyInput,
  output: CaseMessageView,
  access: 'cases.work',
  errors: ['cases.not_found', 'cases.not_in_state', 'cases.attachment_not_found', 'cases.attachment_refused'],
});

/** Writes an internal note; recorded as `cases.case.noted`. */
export const NoteOnCase = defineOperation({
  name: 'cases.note',
  http: 'POST /cases/{id}/notes',
  status: 201,
  summary: 'Add an internal note to a case',
  input: CaseTextInput,
  output: CaseMessageView,
  access: 'cases.work',
  errors: ['cases.not_found'],
});

/** Closes a case; recorded as `cases.case.closed`. */
export const CloseCase = defineOperation({
  name: 'cases.close',
  http: 'POST /cases/{id}/close',
  summary: 'Close a case',
  input: CaseStepInput,
  output: CaseView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale', 'cases.not_in_state', 'cases.fields_missing', 'cases.merged'],
});

/** Opens a resolved or closed case again; recorded as `cases.case.reopened`. */
export const ReopenCase = defineOperation({
  name: 'cases.reopen',
  http: 'POST /cases/{id}/reopen',
  summary: 'Open a resolved or closed case again',
  input: CaseStepInput,
  output: CaseView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale', 'cases.not_in_state', 'cases.merged'],
});

/** Merges a case into another of the same customer; recorded as `cases.case.merged`. */
export const MergeCase = defineOperation({
  name: 'cases.merge',
  http: 'POST /cases/{id}/merge',
  summary: 'Merge a case into another of the same customer',
  description:
    'It is closed for good and points to the other, which gets its tags and CCs and shows its messages among its own. No activity moves: totals stay what happened. What the customer answers to it goes to the other.',
  input: MergeCaseInput,
  output: CaseView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: [
    'cases.not_found',
    'request.stale',
    'cases.merged',
    'cases.merge_itself',
    'cases.merge_other_customer',
  ],
});
