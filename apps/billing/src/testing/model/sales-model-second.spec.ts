import { salesGoAsTheModelSays } from './sales-days';

salesGoAsTheModelSays('Orders, purchases and money on other days', 500, 20261125);
