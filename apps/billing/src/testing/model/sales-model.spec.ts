import { SALES_DAYS, salesGoAsTheModelSays } from './sales-days';

// The same days each time, and as many others in the second suite, side by side.
salesGoAsTheModelSays('Orders, purchases and money', { days: SALES_DAYS, seed: 134934770 });
