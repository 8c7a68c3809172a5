/** The two clocks of a process, in milliseconds: the wall's for dates, a monotonic one for durations. */
export type Clock = { now(): number; monotonic(): number };
