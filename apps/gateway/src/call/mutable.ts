/** A value under construction: on the hot path, fields set one by one cost less than conditional spreads. */
export type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };
