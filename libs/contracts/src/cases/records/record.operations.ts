import { defineOperation } from '../../operation';
import { page } from '../../paging';
import {
  DeliverConversationInput,
  EndServiceRecordInput,
  GetServiceRecordInput,
  ListServiceRecordsInput,
  RecordConversationInput,
  StartServiceRecordInput,
  UpdateServiceRecordInput,
} from './service-records.inputs';
import {
  ConversationView,
  DeliveredConversationView,
  ServiceRecordDetailView,
  ServiceRecordView,
} from './service-records.views';

/** Starts a service record with its first conversation; `cases.record.started` and `cases.conversation.recorded`. */
export const StartServiceRecord = defineOperation({
  name: 'cases.records.start',
  http: 'POST /service-records',
  status: 201,
  summary: 'Start a service record with its first conversation',
  description:
    'The caller is its handler; of a record that a connector of a channel makes, the owner of the channel category is. It began when its first conversation did. Its owner is that of the channel category, else that of the customer.',
  input: StartServiceRecordInput,
  output: ServiceRecordDetailView,
  access: 'cases.work',
  errors: [
    'cases.customer_unknown',
    'cases.option_unknown',
    'cases.time_out_of_range',
    'cases.end_before_start',
    'cases.conversation_empty',
    'cases.case_unknown',
    'cases.order_unknown',
    'internal.unavailable',
  ],
});

/** Lists service records. */
export const ListServiceRecords = defineOperation({
  name: 'cases.records.list',
  http: 'GET /service-records',
  summary: 'List service records, newest first',
  input: ListServiceRecordsInput,
  output: page(ServiceRecordView),
  access: 'cases.view',
  errors: ['request.cursor_invalid'],
});

/** Reads one service record with its conversations. */
export const GetServiceRecord = defineOperation({
  name: 'cases.records.get',
  http: 'GET /service-records/{id}',
  summary: 'Read a service record with its conversations',
  description:
    'The details in their two sections: `serviceRecord` and `thisConversation`, the last one unless another is asked for.',
  input: GetServiceRecordInput,
  output: ServiceRecordDetailView,
  access: 'cases.view',
  errors: ['cases.not_found'],
});

/** Changes a service record, also one that has ended; recorded as `cases.record.updated`. */
export const UpdateServiceRecord = defineOperation({
  name: 'cases.records.update',
  http: 'PATCH /service-records/{id}',
  summary: 'Change a service record',
  description:
    'Also one that has ended. When a record that was nobody’s gets its customer, all that happened in it until then appears in the customer’s timeline, at its own time and by whoever did it.',
  input: UpdateServiceRecordInput,
  output: ServiceRecordView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: [
    'cases.not_found',
    'request.stale',
    'cases.customer_unknown',
    'cases.responsible_unknown',
    'cases.option_unknown',
    'cases.record_running',
    'cases.case_unknown',
    'cases.order_unknown',
    'internal.unavailable',
  ],
});

/** Records a further conversation; recorded as `cases.conversation.recorded`. */
export const RecordConversation = defineOperation({
  name: 'cases.records.converse',
  http: 'POST /service-records/{id}/conversations',
  status: 201,
  summary: 'Record a conversation',
  input: RecordConversationInput,
  output: ConversationView,
  access: 'cases.work',
  errors: [
    'cases.not_found',
    'cases.record_ended',
    'cases.option_unknown',
    'cases.time_out_of_range',
    'cases.end_before_start',
    'cases.conversation_empty',
  ],
});

/** Takes a conversation from a channel's connector; `cases.conversation.recorded`, and `cases.record.started` where it begins one. */
export const DeliverConversation = defineOperation({
  name: 'cases.records.deliver',
  http: 'POST /service-records/conversations',
  status: 201,
  summary: 'Deliver a conversation of a channel',
  description:
    'For the connector of a channel, with an API key of this scope. It joins the open record of the same contact on the same channel, or begins one, which the owner of the channel category handles. The same `messageId` of the same key again answers what became of it the first time.',
  input: DeliverConversationInput,
  output: DeliveredConversationView,
  access: 'conversations.deliver',
  errors: [
    'cases.customer_unknown',
    'cases.option_unknown',
    'cases.time_out_of_range',
    'cases.end_before_start',
    'cases.conversation_empty',
    'internal.unavailable',
  ],
});

/** Ends a service; recorded as `cases.record.ended`. */
export const EndServiceRecord = defineOperation({
  name: 'cases.records.end',
  http: 'POST /service-records/{id}/end',
  summary: 'End a service',
  input: EndServiceRecordInput,
  output: ServiceRecordView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale', 'cases.record_ended', 'cases.option_unknown'],
});
