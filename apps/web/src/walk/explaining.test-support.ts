import type { Services } from '@weir/services/services';

const explained = {
  outcome: 'refusal',
  steps: [],
  explanation: { requestedModel: 'sample', resolvedBy: 'bare name', considered: [] },
  refusal: { code: 'model_not_found', message: 'There is no such model.' },
};

/** `services` with a gateway that says where any call would go, and is away for all else. */
export function explaining(services: Services): Services {
  const { gateway } = services;
  return {
    ...services,
    gateway: {
      ...gateway,
      request: async (request) =>
        request.path === '/internal/explain' ? { status: 200, headers: {}, body: explained } : gateway.request(request),
    },
  };
}
