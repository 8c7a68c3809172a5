import { PageSkeleton } from '../../../errors/page-skeleton.tsx';

export default function Loading() {
  return <PageSkeleton />;
}
