import { runService } from '@daybook/messaging';
import { gateway } from './gateway-start';

runService(gateway);
