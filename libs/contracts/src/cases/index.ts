export * from './case-words';
export * from './cases.inputs';
export * from './cases.views';
export * from './operations';
