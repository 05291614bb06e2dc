import { runService } from '@daybook/messaging';
import { CasesModule } from './cases.module';

runService({ module: CasesModule });
