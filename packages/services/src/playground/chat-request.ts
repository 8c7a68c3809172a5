import { z } from 'zod';

/** A chat completion, of which only this much is read: the gateway and the upstream judge the rest. */
export const chatRequest = z.looseObject({
  model: z.string().min(1).max(300),
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
});
export type ChatRequest = z.output<typeof chatRequest>;
