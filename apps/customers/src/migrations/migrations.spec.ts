import { firstDataComesThrough } from '@daybook/testing';
import { CustomersModule } from '../customers.module';

firstDataComesThrough('customers', CustomersModule);
