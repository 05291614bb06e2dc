import { SALES_DAYS, salesGoAsTheModelSays } from './sales-days';

// The same days each time, and as many others in the second suite, side by side.
salesGoAsTheModelSays('Orders, purchases and money', SALES_DAYS, 134934770);
