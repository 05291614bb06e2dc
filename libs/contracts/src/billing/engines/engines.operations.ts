import { defineOperation } from '../../operation';
import { page } from '../../paging';
import {
  BillingEngineInput,
  ChangeBillingEngineInput,
  EngineCredentialInput,
  IssueEngineCredentialsInput,
  ListBillingEnginesInput,
  ListEngineCredentialsInput,
  RegisterBillingEngineInput,
} from './engines.inputs';
import {
  BillingEngineView,
  EngineCredentialsView,
  EngineCredentialView,
  EngineTestView,
} from './engines.views';
import {
  IntakeRejectionInput,
  ListIntakeRejectionsInput,
  ReplayIntakeRejectionInput,
} from '../intake/rejections.inputs';
import {
  IntakeRejectionSummaryView,
  IntakeRejectionView,
  IntakeReplayView,
} from '../intake/rejections.views';
import { ListParkedMessagesInput, ParkedMessageView } from '../intake/parked-messages';
import { ListUnexpectedFactsInput, UnexpectedFactView } from '../intake/unexpected-facts';

export const RegisterBillingEngine = defineOperation({
  name: 'billing.engines.register',
  http: 'POST /billing-engines',
  status: 201,
  summary: 'Register a billing engine and make its NATS credentials',
  description:
    'The credentials stand in this answer only, and are kept nowhere: whoever loses them makes new ones. Takes no Idempotency-Key, since its answer must not be kept; the unique name guards against doing it twice.',
  input: RegisterBillingEngineInput,
  output: EngineCredentialsView,
  access: 'parties.manage',
  idempotency: 'none',
  errors: ['billing.name_taken'],
});

export const IssueEngineCredentials = defineOperation({
  name: 'billing.engines.issue_credentials',
  http: 'POST /billing-engines/{id}/credentials',
  status: 201,
  summary: 'Make further NATS credentials for a billing engine',
  description:
    'Those made before go on working, or end after `overlapHours`. The answer is kept nowhere, so it takes no Idempotency-Key.',
  input: IssueEngineCredentialsInput,
  output: EngineCredentialsView,
  access: 'parties.manage',
  idempotency: 'none',
  errors: [
    'billing.not_found',
    'billing.reference_retired',
    'billing.credentials_unavailable',
    'billing.revocation_unavailable',
  ],
});

export const ListEngineCredentials = defineOperation({
  name: 'billing.engines.list_credentials',
  http: 'GET /billing-engines/{id}/credentials',
  summary: 'List the NATS credentials of a billing engine, the newest first',
  input: ListEngineCredentialsInput,
  output: page(EngineCredentialView),
  access: 'parties.manage',
  errors: ['billing.not_found', 'request.cursor_invalid'],
});

export const RevokeEngineCredentials = defineOperation({
  name: 'billing.engines.revoke_credentials',
  http: 'DELETE /billing-engines/{id}/credentials/{credentialId}',
  summary: 'Revoke NATS credentials of a billing engine at once',
  description:
    'When it answers, the NATS server has dropped whoever was connected with them and takes them no more; other credentials are not touched. `billing.revocation_pending`: they are revoked, and the server is told as soon as it can be reached. Doing it again changes nothing.',
  input: EngineCredentialInput,
  output: EngineCredentialView,
  access: 'parties.manage',
  idempotency: 'none',
  errors: ['billing.not_found', 'billing.revocation_unavailable', 'billing.revocation_pending'],
});

export const ChangeBillingEngine = defineOperation({
  name: 'billing.engines.change',
  http: 'PATCH /billing-engines/{id}',
  summary: 'Change, retire or reinstate a billing engine',
  input: ChangeBillingEngineInput,
  output: BillingEngineView,
  access: 'parties.manage',
  ifMatch: 'accepted',
  errors: ['billing.not_found'],
});

export const TestBillingEngine = defineOperation({
  name: 'billing.engines.test',
  http: 'POST /billing-engines/{id}/test',
  summary: 'Send a test message to a billing engine',
  description:
    'An `engine.test` without data, for which nothing is to be done but to acknowledge it. It goes the way of all that the engine is told, behind what it has not acknowledged yet; `GET` here says whether it has been. Tests of engines that read nothing wait for seven days and are gone.',
  input: BillingEngineInput,
  output: EngineTestView,
  access: 'parties.manage',
  errors: ['billing.not_found', 'billing.reference_retired'],
});

export const ReadEngineTest = defineOperation({
  name: 'billing.engines.read_test',
  http: 'GET /billing-engines/{id}/test',
  summary: 'Read the last test message to a billing engine, and whether it was acknowledged',
  description: 'Its acknowledgement is seen within some seconds.',
  input: BillingEngineInput,
  output: EngineTestView,
  access: 'operations.view',
  errors: ['billing.not_found'],
});

export const ListBillingEngines = defineOperation({
  name: 'billing.engines.list',
  http: 'GET /billing-engines',
  summary: 'List billing engines by name',
  input: ListBillingEnginesInput,
  output: page(BillingEngineView),
  access: 'operations.view',
});

export const ReadBillingEngine = defineOperation({
  name: 'billing.engines.read',
  http: 'GET /billing-engines/{id}',
  summary: 'Read a billing engine',
  input: BillingEngineInput,
  output: BillingEngineView,
  access: 'operations.view',
  errors: ['billing.not_found'],
});

export const ListIntakeRejections = defineOperation({
  name: 'billing.intake_rejections.list',
  http: 'GET /intake/rejections',
  summary: 'List messages of billing engines that were not taken',
  input: ListIntakeRejectionsInput,
  output: page(IntakeRejectionSummaryView),
  access: 'operations.view',
});

export const ReadIntakeRejection = defineOperation({
  name: 'billing.intake_rejections.read',
  http: 'GET /intake/rejections/{id}',
  summary: 'Read a rejected message with its bytes',
  input: IntakeRejectionInput,
  output: IntakeRejectionView,
  access: 'operations.view',
  errors: ['billing.not_found'],
});

export const ReplayIntakeRejection = defineOperation({
  name: 'billing.intake_rejections.replay',
  http: 'POST /intake/rejections/{id}/replay',
  summary: 'Send a rejected message through the intake again, mended or as it came',
  input: ReplayIntakeRejectionInput,
  output: IntakeReplayView,
  access: 'operations.change',
  errors: ['billing.not_found', 'billing.rejection_resolved'],
});

export const ListParkedMessages = defineOperation({
  name: 'billing.intake_parked.list',
  http: 'GET /intake/parked',
  summary: 'List messages of billing engines that wait for what they are about, those that came last first',
  description: 'They name a purchase, order, transaction or customer that is not known yet.',
  input: ListParkedMessagesInput,
  output: page(ParkedMessageView),
  access: 'operations.view',
  errors: ['request.cursor_invalid'],
});

export const ListUnexpectedFacts = defineOperation({
  name: 'billing.unexpected_facts.list',
  http: 'GET /unexpected-facts',
  summary: 'List facts from outside that no state expected, those recorded last first',
  description:
    'Such as a rebill of a cancelled purchase. They happened and are recorded, changed no state, and stand here for people to look at. What houses told so is listed by `GET /fulfillments?unexpected=true`.',
  tag: 'intake',
  input: ListUnexpectedFactsInput,
  output: page(UnexpectedFactView),
  access: 'operations.view',
  errors: ['request.cursor_invalid'],
});
