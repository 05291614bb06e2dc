import { Global, Module } from '@nestjs/common';
import { Plugins } from '@daybook/messaging';
import { customersPlugins } from '../plugins/customers-plugins';
import { MailClient } from './mail-client';
import { MessageLinks } from './message-links';
import { MessageWriter } from './message-writer';

/** What writing messages takes; global, since the reader of billing's events writes some. */
@Global()
@Module({
  providers: [customersPlugins, MailClient, MessageLinks, MessageWriter],
  exports: [Plugins, MailClient, MessageWriter],
})
export class MessagesModule {}
