import { SALES_DAYS, salesGoAsTheModelSays } from './sales-days';

salesGoAsTheModelSays('Orders, purchases and money on other days', SALES_DAYS, 20261125);
