import { IsIn, IsInt, IsOptional, IsRFC3339, IsString, IsUUID, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';

/** Starts a membership of a customer at the membership plugin. Errors: `billing.not_found`, `billing.membership_state`, `billing.membership_refused`, `billing.membership_unavailable`. */
export class StartMembershipInput {
  @JSONSchema({ description: 'The customer' })
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'The membership as the plugin names it' })
  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  membershipName!: string;

  @JSONSchema({ description: 'The purchase that it belongs to' })
  @IsOptional()
  @IsUUID()
  purchaseId?: string;
}

/** Cancels or restarts a membership. Errors: as starting it. */
export class ChangeMembershipInput {
  @JSONSchema({ description: 'The customer' })
  @IsUUID()
  id!: string;

  @IsUUID()
  membershipId!: string;
}

/** A membership of a customer. */
export class MembershipView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsUUID()
  customerId!: string;

  @IsString()
  membershipName!: string;

  @IsIn(['active', 'cancelled'])
  status!: 'active' | 'cancelled';

  @JSONSchema({ description: "The plugin's name, as people know it" })
  @IsOptional()
  @IsString()
  provider?: string;

  @JSONSchema({ description: "The plugin's own name of the membership" })
  @IsOptional()
  @IsString()
  reference?: string;

  @IsOptional()
  @IsUUID()
  orderId?: string;

  @IsOptional()
  @IsUUID()
  purchaseId?: string;

  @IsRFC3339()
  startedAt!: string;

  @JSONSchema({ description: 'Since when it is as it is' })
  @IsRFC3339()
  since!: string;
}

/** Refreshes what a customer may use of the products they subscribed to. Errors: `billing.not_found`, `billing.nothing_subscribed`. */
export class RefreshEntitlementsInput {
  @JSONSchema({ description: 'The customer' })
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'One purchase only; absent: all that are live' })
  @IsOptional()
  @IsUUID()
  purchaseId?: string;
}

/** What was refreshed. */
export class EntitlementsView {
  @JSONSchema({ description: 'The purchases whose entitlements were refreshed' })
  @IsUUID(undefined, { each: true })
  purchaseIds!: string[];
}
