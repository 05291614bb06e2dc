import { Entity } from '@mikro-orm/core';
import { newId, type ChangeCallCenterInput, type CreateCallCenterInput } from '@daybook/contracts';
import { CatalogItem } from './catalog-item.entity';

/** A call center that orders come through. */
@Entity({ tableName: 'call_center' })
export class CallCenter extends CatalogItem {
  static create(input: CreateCallCenterInput): CallCenter {
    return Object.assign(new CallCenter(), { id: newId(), name: input.name });
  }

  change(input: ChangeCallCenterInput): void {
    this.rename(input);
  }
}
