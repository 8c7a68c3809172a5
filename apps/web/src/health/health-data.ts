import type { HealthReport, RefusedKey, ReportedTarget } from '@weir/routing/health-report';

/** What the gateway knows of an organization's targets now. */
export type Health = HealthReport;
export type Target = ReportedTarget;
export type { RefusedKey };
