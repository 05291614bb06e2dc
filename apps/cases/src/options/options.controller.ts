import { Controller } from '@nestjs/common';
import {
  AddOption,
  AddOptionInput,
  ChangeOption,
  ChangeOptionInput,
  ListOptions,
  OptionInput,
  OptionListInput,
  RemoveOption,
  type Call,
  type OptionView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { OptionsService } from './options.service';

/** Calls about option lists. */
@Controller()
export class OptionsController {
  constructor(private readonly options: OptionsService) {}

  @Handles(ListOptions)
  list(input: OptionListInput): Promise<{ items: OptionView[] }> {
    return this.options.list(input);
  }

  @Handles(AddOption)
  add(input: AddOptionInput, call: Call): Promise<OptionView> {
    return this.options.add(input, call);
  }

  @Handles(ChangeOption)
  change(input: ChangeOptionInput, call: Call): Promise<OptionView> {
    return this.options.change(input, call);
  }

  @Handles(RemoveOption)
  remove(input: OptionInput, call: Call): Promise<OptionView> {
    return this.options.remove(input, call);
  }
}
