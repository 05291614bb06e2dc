import { Module } from '@nestjs/common';
import { ServiceModule } from '@daybook/messaging';
import { CasesConfig } from './cases.config';
import { Attachment } from './attachments/attachment.entity';
import { Case } from './cases/case.entity';
import { CaseMessage } from './cases/case-message.entity';
import { CaseMessagesService } from './cases/case-messages.service';
import { CasesController } from './cases/cases.controller';
import { CasesQueries } from './cases/cases.queries';
import { CasesService } from './cases/cases.service';
import { BulkCasesService } from './cases/bulk-cases.service';
import { MailThread } from './cases/mail-thread';
import { AttachmentsController } from './mail/attachments.controller';
import { AttachmentsService } from './mail/attachments.service';
import { casesPlugins } from './mail/cases-plugins';
import { DeliveriesConsumer } from './mail/deliveries.consumer';
import { InboundMailsController } from './mail/inbound-mails.controller';
import { InboundMailsService } from './mail/inbound-mails.service';
import { MailApplication } from './mail/mail-application';
import { MailPlacement } from './mail/mail-placement';
import { MailboxPoll } from './mail/imap/mailbox-poll';
import { MailWorker } from './mail/mail-worker';
import { MalwareScan } from './mail/malware-scan';
import { SmtpDoor } from './mail/smtp-door';
import { MergeCasesService } from './cases/merge-cases.service';
import { CaseStepsService } from './cases/case-steps.service';
import { CaseMacro } from './macros/case-macro.entity';
import { CaseMacrosController } from './macros/case-macros.controller';
import { CaseMacrosService } from './macros/case-macros.service';
import { MacroUseService } from './macros/macro-use.service';
import { CasePresence, PACE, PRESENCE_PACE } from './presence/case-presence';
import { CasePresenceController } from './presence/case-presence.controller';
import { CasesPersonalData } from './privacy/cases-personal-data';
import { migrations } from './migrations';
import { OptionItem } from './options/option.entity';
import { OptionsController } from './options/options.controller';
import { OptionsService } from './options/options.service';
import { PeopleConsumer } from './people/people.consumer';
import { PeopleController } from './people/people.controller';
import { PeopleService } from './people/people.service';
import { CaseScheme } from './schemes/case-scheme.entity';
import { CaseSchemesController } from './schemes/case-schemes.controller';
import { CaseSchemesService } from './schemes/case-schemes.service';
import { TargetWatch } from './cases/target-watch';
import { Conversation } from './records/conversation.entity';
import { DeliveredConversationsService } from './records/delivered-conversations.service';
import { RecordLinks } from './records/record-links';
import { RecordStart } from './records/record-start';
import { ServiceRecord } from './records/service-record.entity';
import { ServiceRecordsController } from './records/service-records.controller';
import { ServiceRecordsQueries } from './records/service-records.queries';
import { ServiceRecordsService } from './records/service-records.service';

/** The cases service: customers' matters and who sees to them, records of service, and the lists both choose from. */
@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'cases',
      config: CasesConfig,
      entities: [
        Attachment,
        Case,
        CaseMessage,
        CaseMacro,
        CaseScheme,
        OptionItem,
        ServiceRecord,
        Conversation,
      ],
      migrations,
      personalData: CasesPersonalData,
      consumers: [PeopleConsumer, DeliveriesConsumer],
      customerContext: true,
    }),
  ],
  controllers: [
    CasesController,
    AttachmentsController,
    InboundMailsController,
    CaseMacrosController,
    CasePresenceController,
    CaseSchemesController,
    OptionsController,
    PeopleController,
    ServiceRecordsController,
  ],
  providers: [
    CasesService,
    BulkCasesService,
    CaseMessagesService,
    CasesQueries,
    MailThread,
    MailApplication,
    MailPlacement,
    MailWorker,
    SmtpDoor,
    MailboxPoll,
    TargetWatch,
    CaseSchemesService,
    CaseStepsService,
    MergeCasesService,
    CaseMacrosService,
    MacroUseService,
    AttachmentsService,
    InboundMailsService,
    MalwareScan,
    casesPlugins,
    CasePresence,
    { provide: PRESENCE_PACE, useValue: PACE },
    OptionsService,
    ServiceRecordsService,
    DeliveredConversationsService,
    RecordStart,
    RecordLinks,
    ServiceRecordsQueries,
    PeopleService,
  ],
})
export class CasesModule {}
