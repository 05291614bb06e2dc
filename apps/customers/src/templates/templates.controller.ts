import { Controller } from '@nestjs/common';
import {
  ChangeTemplate,
  ChangeTemplateInput,
  CreateTemplate,
  CreateTemplateInput,
  DeleteTemplate,
  ListTemplates,
  ReadTemplate,
  TemplateIdInput,
  type Call,
  type TemplateView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { TemplatesService } from './templates.service';

/** Calls about templates. */
@Controller()
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Handles(CreateTemplate)
  create(input: CreateTemplateInput, call: Call): Promise<TemplateView> {
    return this.templates.create(input, call);
  }

  @Handles(ListTemplates)
  list(): Promise<{ items: TemplateView[] }> {
    return this.templates.list();
  }

  @Handles(ReadTemplate)
  read(input: TemplateIdInput): Promise<TemplateView> {
    return this.templates.read(input);
  }

  @Handles(ChangeTemplate)
  change(input: ChangeTemplateInput, call: Call): Promise<TemplateView> {
    return this.templates.change(input, call);
  }

  @Handles(DeleteTemplate)
  delete(input: TemplateIdInput, call: Call): Promise<void> {
    return this.templates.delete(input, call);
  }
}
