import { runService } from '@daybook/messaging';
import { FulfillmentModule } from './fulfillment.module';

runService({ module: FulfillmentModule });
