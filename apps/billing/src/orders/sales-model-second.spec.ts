import { salesGoAsTheModelSays } from '../testing/model/sales-days';

salesGoAsTheModelSays('Orders, purchases and money on other days', 500, 20261125);
