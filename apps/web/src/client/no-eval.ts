import { config } from 'zod/mini';

// Code made of text is what the policy of our pages forbids. Unless told not to, zod tries whether it may, and the
// browser reports every try.
config({ jitless: true });
