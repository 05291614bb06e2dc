import { firstDataComesThrough } from '@daybook/testing';
import { CasesModule } from '../cases.module';

firstDataComesThrough('cases', CasesModule, {
  values: {
    'customer_case.tags': `'["late"]'`,
    'customer_case.ccs': `'[]'`,
    'case_message.ccs': `'[]'`,
  },
});
