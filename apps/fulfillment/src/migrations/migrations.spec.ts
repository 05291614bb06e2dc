import { firstDataComesThrough } from '@daybook/testing';
import { FulfillmentModule } from '../fulfillment.module';

firstDataComesThrough('fulfillment', FulfillmentModule);
