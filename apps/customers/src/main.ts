import { runService } from '@daybook/messaging';
import { CustomersConfig } from './customers.config';
import { CustomersModule } from './customers.module';

void runService({ name: 'customers', module: CustomersModule, config: CustomersConfig });
