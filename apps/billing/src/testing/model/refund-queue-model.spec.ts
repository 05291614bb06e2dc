import { SALES_DAYS, salesGoAsTheModelSays } from './sales-days';
import { dayOfFailedRefunds } from './sales-steps';

salesGoAsTheModelSays('Refunds that fail', { days: SALES_DAYS / 2, seed: 20261130, of: dayOfFailedRefunds });
