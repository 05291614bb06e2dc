import { Module } from '@nestjs/common';
import { ServiceModule } from '@daybook/messaging';
import { BlacklistEntry } from './blacklist/blacklist-entry.entity';
import { BlacklistController } from './blacklist/blacklist.controller';
import { BlacklistService } from './blacklist/blacklist.service';
import { CustomersConfig } from './customers.config';
import { CustomerFiguresConsumer } from './customers/customer-figures.consumer';
import { Customer } from './customers/customer.entity';
import { MailSendersService } from './customers/mail-senders.service';
import { CustomersController } from './customers/customers.controller';
import { CustomersQueries } from './customers/customers.queries';
import { CustomersService } from './customers/customers.service';
import { CaseRepliesConsumer } from './messages/case-replies.consumer';
import { MessageCause } from './messages/message-cause.entity';
import { MessageCausesConsumer } from './messages/message-causes.consumer';
import { Message } from './messages/message.entity';
import { MessagesModule } from './messages/messages.module';
import { MessagesController } from './messages/messages.controller';
import { MessagesSender } from './messages/messages-sender';
import { ReplyAttachments } from './messages/reply-attachments';
import { MessagesService } from './messages/messages.service';
import { TemplatePreviewService } from './messages/template-preview.service';
import { migrations } from './migrations';
import { CustomerNote } from './notes/customer-note.entity';
import { NotesController } from './notes/notes.controller';
import { NotesQueries } from './notes/notes.queries';
import { NotesService } from './notes/notes.service';
import { AddressChecksService } from './plugins/address-checks.service';
import { ContactsService } from './plugins/contacts.service';
import { PluginsController } from './plugins/plugins.controller';
import { AnonymiseController } from './privacy/anonymise.controller';
import { AnonymiseService } from './privacy/anonymise.service';
import { CustomersPersonalData } from './privacy/customers-personal-data';
import { MessageTemplate } from './templates/message-template.entity';
import { TemplatesController } from './templates/templates.controller';
import { TemplatesService } from './templates/templates.service';

/** The customers service: who the customers are and what people noted about them. */
@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'customers',
      config: CustomersConfig,
      entities: [Customer, CustomerNote, BlacklistEntry, MessageTemplate, MessageCause, Message],
      consumers: [MessageCausesConsumer, CaseRepliesConsumer, CustomerFiguresConsumer],
      personalData: CustomersPersonalData,
      migrations,
      customerContext: true,
    }),
    MessagesModule,
  ],
  controllers: [
    CustomersController,
    NotesController,
    BlacklistController,
    AnonymiseController,
    PluginsController,
    TemplatesController,
    MessagesController,
  ],
  providers: [
    CustomersService,
    CustomersQueries,
    MailSendersService,
    NotesService,
    NotesQueries,
    BlacklistService,
    CustomersPersonalData,
    AnonymiseService,
    AddressChecksService,
    ContactsService,
    TemplatesService,
    TemplatePreviewService,
    MessagesService,
    MessagesSender,
    ReplyAttachments,
  ],
})
export class CustomersModule {}
