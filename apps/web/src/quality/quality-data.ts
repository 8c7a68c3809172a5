import type { ModelView, QualityView, TaskView } from '@weir/routing/smart/inspect';

/** What a project has learnt of its models. */
export type Quality = QualityView;
export type ModelQuality = ModelView;
export type TaskQuality = TaskView;
