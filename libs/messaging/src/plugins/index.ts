export * from './plugin-endpoint';
export * from './plugins';
