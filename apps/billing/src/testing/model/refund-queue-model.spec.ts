import fc from 'fast-check';
import { SALES_DAYS, salesGoAsTheModelSays } from './sales-days';
import { dayOfFailedRefunds, dayOfReturns } from './sales-steps';

const of = fc.oneof(dayOfFailedRefunds, dayOfReturns);
salesGoAsTheModelSays('Refunds that fail, and those that are promised', {
  days: SALES_DAYS / 2,
  seed: 20261130,
  of,
});
