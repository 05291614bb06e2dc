export * from './case-words';
export * from './cases.inputs';
export * from './cases.views';
export * from './operations';
export * from './option.operations';
export * from './options';
export * from './record.operations';
export * from './service-records';
