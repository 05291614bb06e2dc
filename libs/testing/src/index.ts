export { eventually, throughout, type Patience } from './eventually';
export { startNats, type TestNats, type TestNatsOptions } from './nats';
export { startOwnPostgres, startPostgres, type TestDatabase, type TestPostgres } from './postgres';
