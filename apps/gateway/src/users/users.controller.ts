import { Controller } from '@nestjs/common';
import {
  ChangeUser,
  type Call,
  type ChangeUserInput,
  CreateUser,
  type CreateUserInput,
  ListUsers,
  type ListUsersInput,
  ReadMe,
  ReadUser,
  ResetPassword,
  SignUserOut,
  type CurrentSessionInput,
  type MeView,
  type Page,
  type ResetPasswordInput,
  type UserInput,
  type UserView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { UsersQueries } from './users.queries';
import { UsersService } from './users.service';

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly queries: UsersQueries,
  ) {}

  @Handles(CreateUser)
  create(input: CreateUserInput, call: Call): Promise<UserView> {
    return this.users.create(input, call);
  }

  @Handles(ListUsers)
  list(input: ListUsersInput): Promise<Page<UserView>> {
    return this.queries.list(input);
  }

  @Handles(ReadUser)
  read(input: UserInput): Promise<UserView> {
    return this.queries.read(input.id);
  }

  @Handles(ChangeUser)
  change(input: ChangeUserInput, call: Call): Promise<UserView> {
    return this.users.change(input, call);
  }

  @Handles(ResetPassword)
  resetPassword(input: ResetPasswordInput, call: Call): Promise<void> {
    return this.users.resetPassword(input, call);
  }

  @Handles(SignUserOut)
  signOut(input: UserInput, call: Call): Promise<void> {
    return this.users.signOut(input, call);
  }

  @Handles(ReadMe)
  readMe(_: CurrentSessionInput, call: Call): Promise<MeView> {
    return this.users.readMe(call);
  }
}
