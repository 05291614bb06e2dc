import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type ChangeCallCenterInput, type CreateCallCenterInput } from '@daybook/contracts';

/** A call center that orders come through. */
@Entity({ tableName: 'call_center' })
export class CallCenter {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  name: string;

  @Property({ type: 'boolean' })
  retired: boolean = false;

  static create(input: CreateCallCenterInput): CallCenter {
    const center = new CallCenter();
    center.id = newId();
    center.name = input.name;
    return center;
  }

  change(input: ChangeCallCenterInput): void {
    this.name = input.name ?? this.name;
    this.retired = input.retired ?? this.retired;
  }
}
