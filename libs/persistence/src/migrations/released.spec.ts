import { expectAsReleased } from '@daybook/testing';
import { libraryMigrations } from '.';

describe('The migrations of what every service has', () => {
  it('do what they did when they were released', () => {
    expectAsReleased('library', libraryMigrations);
  });
});
