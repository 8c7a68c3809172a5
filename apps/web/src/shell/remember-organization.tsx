'use client';
import { useEffect } from 'react';
import { setPreference } from './preference-cookie.ts';

/** Notes the organization that is open and this browser's time zone, so that the next visit begins there and in it. */
export function RememberOrganization({ slug }: { readonly slug: string }) {
  useEffect(() => {
    setPreference('weir.organization', slug);
    setPreference('weir.zone', new Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, [slug]);
  return null;
}
