import { salesGoAsTheModelSays } from './sales-days';

// Fifteen times as many days as in `npm test`, and always others.
salesGoAsTheModelSays('Orders, purchases and money, for long', 3_000);
