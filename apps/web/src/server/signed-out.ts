import { ServiceError } from '@weir/services/service-error';

/** The refusal for whoever is not signed in, or no longer. */
export function signedOut(): ServiceError {
  return new ServiceError('unauthenticated', 'You are signed out: sign in and try again.');
}
