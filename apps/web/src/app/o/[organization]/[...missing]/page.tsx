import { notFound } from 'next/navigation';

/** Any page of an organization that is none: told inside the frame, so that the way on is in sight. */
export default function MissingPage() {
  notFound();
}
