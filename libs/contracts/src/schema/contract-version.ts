/** Version of both documents: that of the project. */
export const CONTRACT_VERSION = '0.1.0';
