import { runService } from '@daybook/messaging';
import { ReportConsumer } from './report.consumer';
import { ReportingModule } from './reporting.module';

runService({
  module: ReportingModule,
  prepare: (app) => app.get(ReportConsumer, { strict: false }).prepare(),
});
