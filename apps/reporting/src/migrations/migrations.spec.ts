import { firstDataComesThrough } from '@daybook/testing';
import { ReportingModule } from '../reporting.module';

firstDataComesThrough('reporting', ReportingModule, {
  // The projector makes one a month.
  prepare: `
    create table activity_all partition of activity for values from ('2000-01-01') to ('2200-01-01');
    create table activity_body_all partition of activity_body for values from ('2000-01-01') to ('2200-01-01')`,
});
