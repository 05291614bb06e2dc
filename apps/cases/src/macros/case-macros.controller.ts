import { Controller } from '@nestjs/common';
import {
  AddCaseMacro,
  AddCaseMacroInput,
  CaseMacroIdInput,
  ChangeCaseMacro,
  ChangeCaseMacroInput,
  FillCaseMacro,
  FillCaseMacroInput,
  ListCaseMacros,
  RemoveCaseMacro,
  UseCaseMacro,
  UseCaseMacroInput,
  type Call,
  type CaseDetailView,
  type CaseMacroView,
  type FilledMacroView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { CaseMacrosService } from './case-macros.service';
import { MacroUseService } from './macro-use.service';

/** Calls about macros and canned replies. */
@Controller()
export class CaseMacrosController {
  constructor(
    private readonly macros: CaseMacrosService,
    private readonly uses: MacroUseService,
  ) {}

  @Handles(ListCaseMacros)
  list(): Promise<{ items: CaseMacroView[] }> {
    return this.macros.list();
  }

  @Handles(AddCaseMacro)
  add(input: AddCaseMacroInput, call: Call): Promise<CaseMacroView> {
    return this.macros.add(input, call);
  }

  @Handles(ChangeCaseMacro)
  change(input: ChangeCaseMacroInput, call: Call): Promise<CaseMacroView> {
    return this.macros.change(input, call);
  }

  @Handles(RemoveCaseMacro)
  remove(input: CaseMacroIdInput, call: Call): Promise<void> {
    return this.macros.remove(input, call);
  }

  @Handles(FillCaseMacro)
  fill(input: FillCaseMacroInput, call: Call): Promise<FilledMacroView> {
    return this.uses.fill(input, call);
  }

  @Handles(UseCaseMacro)
  use(input: UseCaseMacroInput, call: Call): Promise<CaseDetailView> {
    return this.uses.use(input, call);
  }
}
