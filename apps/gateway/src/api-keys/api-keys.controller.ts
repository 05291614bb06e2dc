import { Controller } from '@nestjs/common';
import {
  CreateApiKey,
  ListApiKeys,
  RevokeApiKey,
  type Call,
  type ApiKeyInput,
  type ApiKeyView,
  type CreateApiKeyInput,
  type CreatedApiKeyView,
  type ListApiKeysInput,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { ApiKeysService } from './api-keys.service';

@Controller()
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  @Handles(CreateApiKey)
  create(input: CreateApiKeyInput, call: Call): Promise<CreatedApiKeyView> {
    return this.apiKeys.create(input, call);
  }

  @Handles(ListApiKeys)
  list(input: ListApiKeysInput): Promise<Page<ApiKeyView>> {
    return this.apiKeys.list(input);
  }

  @Handles(RevokeApiKey)
  revoke(input: ApiKeyInput, call: Call): Promise<void> {
    return this.apiKeys.revoke(input.id, call);
  }
}
