import { firstDataComesThrough } from '@daybook/testing';
import { GatewayModule } from '../gateway.module';

firstDataComesThrough('gateway', GatewayModule);
