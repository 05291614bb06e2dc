import { Controller } from '@nestjs/common';
import {
  CaseSchemeIdInput,
  ListCaseSchemes,
  RemoveCaseScheme,
  SetCaseScheme,
  SetCaseSchemeInput,
  type Call,
  type CaseSchemeView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { CaseSchemesService } from './case-schemes.service';

/** Calls about the schemes of case types. */
@Controller()
export class CaseSchemesController {
  constructor(private readonly schemes: CaseSchemesService) {}

  @Handles(ListCaseSchemes)
  list(): Promise<{ items: CaseSchemeView[] }> {
    return this.schemes.list();
  }

  @Handles(SetCaseScheme)
  set(input: SetCaseSchemeInput, call: Call): Promise<CaseSchemeView> {
    return this.schemes.set(input, call);
  }

  @Handles(RemoveCaseScheme)
  remove(input: CaseSchemeIdInput, call: Call): Promise<void> {
    return this.schemes.remove(input, call);
  }
}
