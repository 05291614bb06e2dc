import { Controller } from '@nestjs/common';
import {
  CancelMembership,
  ListMemberships,
  RefreshEntitlements,
  RestartMembership,
  StartMembership,
  type Call,
  type ChangeMembershipInput,
  type EntitlementsView,
  type ListOfCustomerInput,
  type MembershipView,
  type Page,
  type RefreshEntitlementsInput,
  type StartMembershipInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { MembershipsService } from './memberships.service';

@Controller()
export class MembershipsController {
  constructor(private readonly memberships: MembershipsService) {}

  @Handles(ListMemberships)
  list(input: ListOfCustomerInput, call: Call): Promise<Page<MembershipView>> {
    return this.memberships.list(input, call);
  }

  @Handles(StartMembership)
  start(input: StartMembershipInput, call: Call): Promise<MembershipView> {
    return this.memberships.start(input, call);
  }

  @Handles(CancelMembership)
  cancel(input: ChangeMembershipInput, call: Call): Promise<MembershipView> {
    return this.memberships.changeKnown('cancel', input, call);
  }

  @Handles(RestartMembership)
  restart(input: ChangeMembershipInput, call: Call): Promise<MembershipView> {
    return this.memberships.changeKnown('restart', input, call);
  }

  @Handles(RefreshEntitlements)
  refreshEntitlements(input: RefreshEntitlementsInput, call: Call): Promise<EntitlementsView> {
    return this.memberships.refreshEntitlements(input, call);
  }
}
