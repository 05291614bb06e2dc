import { SALES_DAYS, salesGoAsTheModelSays } from './sales-days';

salesGoAsTheModelSays('Orders, purchases and money on other days', { days: SALES_DAYS, seed: 20261125 });
