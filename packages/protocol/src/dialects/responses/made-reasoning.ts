/** What begins the ids of reasoning items that another API's answer was written with: no vendor of this one keeps them. */
export const madeReasoning = 'rs_weir';
