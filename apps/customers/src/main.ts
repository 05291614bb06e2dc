import { runService } from '@daybook/messaging';
import { CustomersModule } from './customers.module';

runService({ module: CustomersModule });
