export * from './blacklist';
export * from './blacklist.operations';
export * from './contact-points';
export * from './customers.inputs';
export * from './customers.views';
export * from './notes';
export * from './operations';
export * from './plugin-calls';
