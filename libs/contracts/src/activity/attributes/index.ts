export * from './cases-attributes';
export * from './customers-attributes';
export * from './fulfillment-attributes';
export * from './money-attributes';
export * from './orders-attributes';
export * from './purchases-attributes';
export * from './reference-attributes';
export * from './shared-attributes';
