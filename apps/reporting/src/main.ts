import { runService } from '@daybook/messaging';
import { ReportConsumer } from './projector/report.consumer';
import { ReportingModule } from './reporting.module';
import { ConfiguredStore } from './store/fallback/configured-store';

runService({
  module: ReportingModule,
  prepare: async (app) => {
    await app.get(ReportConsumer, { strict: false }).prepare();
    app.get(ConfiguredStore, { strict: false }).start();
  },
});
