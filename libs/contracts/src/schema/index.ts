export * from './async-api';
export * from './catalog-document';
export * from './contract-version';
export * from './event-envelope';
export * from './json-schema';
export * from './open-api';
export * from './plugin-document';
export * from './problem-details';
