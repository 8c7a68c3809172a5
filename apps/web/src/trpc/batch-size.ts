/** How many procedures one request of the dashboard may ask. */
export const batchSizeMax = 20;
