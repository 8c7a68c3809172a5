import type { inspectQuality } from '@weir/services/quality/inspect';

/** What a project has learnt of its models. */
export type Quality = Awaited<ReturnType<typeof inspectQuality>>;
export type ModelQuality = Quality['models'][number];
export type TaskQuality = ModelQuality['tasks'][number];
/** How a smart route fared against always calling one model. */
export type QualityGuarantee = Quality['guarantees'][number];
