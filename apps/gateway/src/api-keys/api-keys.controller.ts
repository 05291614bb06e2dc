import { Controller } from '@nestjs/common';
import {
  CreateApiKey,
  ListApiKeys,
  RevokeApiKey,
  type ApiKeyInput,
  type ApiKeyView,
  type CreateApiKeyInput,
  type CreatedApiKeyView,
  type ListApiKeysInput,
  type Page,
} from '@daybook/contracts';
import { HandlesHere, type LocalCall } from '../calls/handles-here';
import { ApiKeysService } from './api-keys.service';

@Controller()
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  @HandlesHere(CreateApiKey)
  create(input: CreateApiKeyInput, call: LocalCall): Promise<CreatedApiKeyView> {
    return this.apiKeys.create(input, call);
  }

  @HandlesHere(ListApiKeys)
  list(input: ListApiKeysInput): Promise<Page<ApiKeyView>> {
    return this.apiKeys.list(input);
  }

  @HandlesHere(RevokeApiKey)
  revoke(input: ApiKeyInput, call: LocalCall): Promise<void> {
    return this.apiKeys.revoke(input.id, call);
  }
}
