import { salesGoAsTheModelSays } from './sales-days';

// The same days each time, and as many others in the second suite, side by side.
salesGoAsTheModelSays('Orders, purchases and money', 500, 134934770);
