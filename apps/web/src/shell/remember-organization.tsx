'use client';
import { useEffect } from 'react';
import { setPreference } from './preference-cookie.ts';

/** Notes the organization that is open, so that the next visit begins there. */
export function RememberOrganization({ slug }: { readonly slug: string }) {
  useEffect(() => {
    setPreference('weir.organization', slug);
  }, [slug]);
  return null;
}
