import { raw, type FilterQuery } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Keyset, mapPage, type ListUsersInput, type Page, type UserView } from '@daybook/contracts';
import { conditionsOf, likePattern, UnitOfWork } from '@daybook/persistence';
import { User } from '../identity/user.entity';
import { findUser } from './users.service';

const byUsername = new Keyset('users', 'text');

/** Reads users. */
@Injectable()
export class UsersQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws DomainError `gateway.user_not_found` */
  async read(id: string): Promise<UserView> {
    return this.work.read(async (em) => (await findUser(em, id)).toView());
  }

  /** One page by username. */
  async list(input: ListUsersInput): Promise<Page<UserView>> {
    const conditions = conditionsOf<ListUsersInput, FilterQuery<User>>(input, {
      accessLevel: (levels) => ({ accessLevel: { $in: levels } }),
      active: (active) => ({ active }),
      query: (text) => ({ username: { $ilike: `%${likePattern(text)}%` } }),
    });
    const page = await byUsername.page<User>(
      input,
      ({ username }) => [username.toLowerCase()],
      (after, limit) =>
        this.work.read((em) =>
          em.find(
            User,
            {
              $and: [...conditions, after === null ? {} : { [raw('lower(username)')]: { $gt: after[0] } }],
            },
            { orderBy: { [raw('lower(username)')]: 'asc' }, limit },
          ),
        ),
    );
    return mapPage(page, (user) => user.toView());
  }
}
