import { defineOperation } from '../operation';
import { page } from '../paging';
import {
  ConversationView,
  EndServiceRecordInput,
  ListServiceRecordsInput,
  RecordConversationInput,
  ServiceRecordDetailView,
  ServiceRecordIdInput,
  ServiceRecordView,
  StartServiceRecordInput,
  UpdateServiceRecordInput,
} from './service-records';

/** Starts a service record with its first conversation; `cases.record.started` and `cases.conversation.recorded`. */
export const StartServiceRecord = defineOperation({
  name: 'cases.records.start',
  http: 'POST /service-records',
  status: 201,
  summary: 'Start a service record with its first conversation',
  description:
    'The caller is its handler; of a record that a connector of a channel makes, the owner of the channel category is.',
  input: StartServiceRecordInput,
  output: ServiceRecordDetailView,
  access: 'cases.work',
  errors: ['cases.customer_unknown', 'cases.option_unknown', 'cases.time_out_of_range'],
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
  input: ServiceRecordIdInput,
  output: ServiceRecordDetailView,
  access: 'cases.view',
  errors: ['cases.not_found'],
});

/** Changes customer, reason or notes of a service record. */
export const UpdateServiceRecord = defineOperation({
  name: 'cases.records.update',
  http: 'PATCH /service-records/{id}',
  summary: 'Change a service record',
  input: UpdateServiceRecordInput,
  output: ServiceRecordView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale', 'cases.customer_unknown', 'cases.option_unknown'],
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
  errors: ['cases.not_found', 'cases.record_ended', 'cases.option_unknown', 'cases.time_out_of_range'],
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
