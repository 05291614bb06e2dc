import { Controller } from '@nestjs/common';
import {
  DeliverConversation,
  DeliverConversationInput,
  EndServiceRecord,
  EndServiceRecordInput,
  GetServiceRecord,
  GetServiceRecordInput,
  ListServiceRecords,
  ListServiceRecordsInput,
  RecordConversation,
  RecordConversationInput,
  StartServiceRecord,
  StartServiceRecordInput,
  UpdateServiceRecord,
  UpdateServiceRecordInput,
  type Call,
  type ConversationView,
  type DeliveredConversationView,
  type Page,
  type ServiceRecordDetailView,
  type ServiceRecordView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { DeliveredConversationsService } from './delivered-conversations.service';
import { ServiceRecordsQueries } from './service-records.queries';
import { ServiceRecordsService } from './service-records.service';

/** Calls about service records. */
@Controller()
export class ServiceRecordsController {
  constructor(
    private readonly records: ServiceRecordsService,
    private readonly delivered: DeliveredConversationsService,
    private readonly queries: ServiceRecordsQueries,
  ) {}

  @Handles(StartServiceRecord)
  start(input: StartServiceRecordInput, call: Call): Promise<ServiceRecordDetailView> {
    return this.records.start(input, call);
  }

  @Handles(ListServiceRecords)
  list(input: ListServiceRecordsInput, call: Call): Promise<Page<ServiceRecordView>> {
    return this.queries.list(input, call);
  }

  @Handles(GetServiceRecord)
  get(input: GetServiceRecordInput, call: Call): Promise<ServiceRecordDetailView> {
    return this.queries.get(input, call);
  }

  @Handles(UpdateServiceRecord)
  update(input: UpdateServiceRecordInput, call: Call): Promise<ServiceRecordView> {
    return this.records.update(input, call);
  }

  @Handles(RecordConversation)
  record(input: RecordConversationInput, call: Call): Promise<ConversationView> {
    return this.records.record(input, call);
  }

  @Handles(DeliverConversation)
  deliver(input: DeliverConversationInput, call: Call): Promise<DeliveredConversationView> {
    return this.delivered.deliver(input, call);
  }

  @Handles(EndServiceRecord)
  end(input: EndServiceRecordInput, call: Call): Promise<ServiceRecordView> {
    return this.records.end(input, call);
  }
}
