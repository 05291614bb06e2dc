import { Module } from '@nestjs/common';
import { ServiceModule } from '@daybook/messaging';
import { BlacklistEntry } from './blacklist/blacklist-entry.entity';
import { BlacklistController } from './blacklist/blacklist.controller';
import { BlacklistService } from './blacklist/blacklist.service';
import { CustomersConfig } from './customers.config';
import { Customer } from './customers/customer.entity';
import { CustomersController } from './customers/customers.controller';
import { CustomersQueries } from './customers/customers.queries';
import { CustomersService } from './customers/customers.service';
import { migrations } from './migrations';
import { CustomerNote } from './notes/customer-note.entity';
import { NotesController } from './notes/notes.controller';
import { NotesQueries } from './notes/notes.queries';
import { NotesService } from './notes/notes.service';
import { AddressChecksService } from './plugins/address-checks.service';
import { ContactsService } from './plugins/contacts.service';
import { customersPlugins } from './plugins/customers.plugins';
import { PluginsController } from './plugins/plugins.controller';

/** The customers service: who the customers are and what people noted about them. */
@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'customers',
      config: CustomersConfig,
      entities: [Customer, CustomerNote, BlacklistEntry],
      migrations,
      customerContext: true,
    }),
  ],
  controllers: [CustomersController, NotesController, BlacklistController, PluginsController],
  providers: [
    CustomersService,
    CustomersQueries,
    NotesService,
    NotesQueries,
    BlacklistService,
    customersPlugins,
    AddressChecksService,
    ContactsService,
  ],
})
export class CustomersModule {}
