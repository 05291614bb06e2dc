import { runService } from '@daybook/messaging';
import { ReportConsumer } from './report.consumer';
import { ReportingModule } from './reporting.module';
import { ReportStore } from './store/report-store';

runService({
  module: ReportingModule,
  prepare: async (app) => {
    await app.get(ReportConsumer, { strict: false }).prepare();
    app.get(ReportStore, { strict: false }).start();
  },
});
