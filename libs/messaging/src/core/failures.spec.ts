import { isTransient, reasonOf } from './failures';
import { describeError } from './logger';

const sql = `insert into "person" ("name", "hash") values ('Ada Lovelace', '$argon2id$v=19') - duplicate key value violates unique constraint "person_name"\n - detail: Key (name)=(Ada Lovelace) already exists.`;

describe('An error of the database', () => {
  const error = Object.assign(new Error(sql), { code: '23505', constraint: 'person_name' });

  it('is told without the values of its statement', () => {
    expect(reasonOf(error)).toBe('23505 duplicate key value violates unique constraint "person_name"');
    expect(JSON.stringify(describeError(error))).not.toMatch(/Lovelace|argon/);
  });

  it('is tried again when it passes by itself, and only then', () => {
    const coded = (code: string): Error => Object.assign(new Error('no'), { code });
    expect(
      ['08006', '57P01', '40P01', 'ECONNREFUSED', '53300'].filter((code) => !isTransient(coded(code))),
    ).toEqual([]);
    expect(['23505', '22P02', '42P01', '08P01'].filter((code) => isTransient(coded(code)))).toEqual([]);
    expect(isTransient(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(
      isTransient(new Error('Transaction query already complete, run with DEBUG=knex:tx for more info')),
    ).toBe(true);
    expect(isTransient(new Error('poison is not for me'))).toBe(false);
  });
});
