import { salesGoAsTheModelSays } from './sales-days';
import { dayOfFailedRefunds, dayOfReturns } from './sales-steps';

// Many times as many days as in `npm test`, and always others.
salesGoAsTheModelSays('Orders, purchases and money, for long', { days: 3_000 });
salesGoAsTheModelSays('Refunds that fail, for long', { days: 1_000, of: dayOfFailedRefunds });
salesGoAsTheModelSays('Parcels that come back, for long', { days: 1_000, of: dayOfReturns });
