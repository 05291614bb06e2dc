import { Module } from '@nestjs/common';
import { ServiceModule } from '@daybook/messaging';
import { CasesConfig } from './cases.config';
import { Case } from './cases/case.entity';
import { CaseMessage } from './cases/case-message.entity';
import { CaseMessagesService } from './cases/case-messages.service';
import { CasesController } from './cases/cases.controller';
import { CasesQueries } from './cases/cases.queries';
import { CasesService } from './cases/cases.service';
import { ManyCasesService } from './cases/many-cases.service';
import { migrations } from './migrations';
import { OptionItem } from './options/option.entity';
import { PartiesConsumer } from './parties/parties.consumer';
import { Parties } from './parties/parties.service';

/** The cases service: customers' matters, and who sees to them. */
@Module({
  imports: [
    ServiceModule.forRoot({
      name: 'cases',
      config: CasesConfig,
      entities: [Case, CaseMessage, OptionItem],
      migrations,
      consumers: [PartiesConsumer],
      customerContext: true,
    }),
  ],
  controllers: [CasesController],
  providers: [CasesService, ManyCasesService, CaseMessagesService, CasesQueries, Parties],
})
export class CasesModule {}
