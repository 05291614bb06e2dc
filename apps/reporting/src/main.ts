import { runService } from '@daybook/messaging';
import { ReportConsumer } from './projector/report.consumer';
import { ReportingModule } from './reporting.module';
import { ReportStore } from './store/fallback/configured-store';

runService({
  module: ReportingModule,
  prepare: async (app) => {
    await app.get(ReportConsumer, { strict: false }).prepare();
    app.get(ReportStore, { strict: false }).start();
  },
});
