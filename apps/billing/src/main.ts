import { runService } from '@daybook/messaging';
import { BillingModule } from './billing.module';

runService({ module: BillingModule });
