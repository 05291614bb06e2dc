import { defineOperation } from '../../operation';
import { page } from '../../paging';
import { ApplyInboundMailInput, InboundMailIdInput, ListInboundMailsInput } from './mails.inputs';
import { InboundMailDetailView, InboundMailView } from './mails.views';

/** Lists e-mails that came in. */
export const ListInboundMails = defineOperation({
  name: 'cases.mails.list',
  http: 'GET /inbound-mails',
  summary: 'List e-mails that came in, the newest first',
  description: 'Above all those that were put aside or could not be applied: `state`.',
  input: ListInboundMailsInput,
  output: page(InboundMailView),
  access: 'operations.view',
  errors: ['request.cursor_invalid'],
});

/** Reads an e-mail that came in. */
export const ReadInboundMail = defineOperation({
  name: 'cases.mails.read',
  http: 'GET /inbound-mails/{id}',
  summary: 'Read an e-mail that came in',
  input: InboundMailIdInput,
  output: InboundMailDetailView,
  access: 'operations.view',
  errors: ['cases.not_found'],
});

/** Has an e-mail applied again that was put aside or could not be applied. */
export const ApplyInboundMail = defineOperation({
  name: 'cases.mails.apply',
  http: 'POST /inbound-mails/{id}/apply',
  status: 202,
  summary: 'Apply an e-mail again that was put aside or failed',
  description:
    'It waits for its turn as one that has just come, and may be put aside again where nobody is named.',
  input: ApplyInboundMailInput,
  output: InboundMailView,
  access: 'operations.change',
  errors: ['cases.not_found', 'cases.mail_settled', 'cases.mail_gone', 'cases.customer_unknown'],
});
