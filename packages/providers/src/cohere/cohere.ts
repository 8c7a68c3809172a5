import { WeirError } from '@weir/protocol/errors';
import { toFailure } from '@weir/protocol/to-failure';
import type { Provider } from '../provider.ts';
import { apiKey } from '../shared/credential-forms.ts';
import { cohereChat } from './chat.ts';

/** https://docs.cohere.com/reference/about; it speaks no client's dialect, so conversations are translated. */
export const cohere: Provider = {
  id: 'cohere',
  name: 'Cohere',
  baseUrl: 'https://api.cohere.com',
  keysUrl: 'https://dashboard.cohere.com/api-keys',
  auth: { kind: 'bearer' },
  credentialForms: [apiKey()],
  operations: [],
  modelsPath: undefined,
  requestIdHeader: 'x-request-id',
  chat: () => cohereChat,
  toHttp: ({ operation }) => {
    throw new WeirError('unsupported_capability', `Cohere has no ${operation}.`);
  },
  fromBody: () => [],
  decoder: () => ({ frame: () => [], end: () => [] }),
  toFailure,
};
