import { z } from 'zod';

// Code made of text is what the policy of our pages forbids. Unless told not to, zod tries whether it may, and the
// browser reports every try.
z.config({ jitless: true });

/** Zod for what runs in a browser. */
export { z };
